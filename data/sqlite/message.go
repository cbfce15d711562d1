package sqlite

import (
	"encoding/json"
	"fmt"

	"creneaux/app/agenda"
)

// storedMessage is a message as it is kept: JSON in which each value says its type, so
// that a date is still written as the reader's language writes dates when it is read
// again. A type that is not among these is kept as the text that fmt makes of it.
type storedMessage agenda.Message

type messageJSON struct {
	Key  string               `json:"key"`
	Args map[string]valueJSON `json:"args,omitempty"`
}

type valueJSON struct {
	Type  string          `json:"type"`
	Value json.RawMessage `json:"value"`
}

// MarshalJSON implements [json.Marshaler].
func (m storedMessage) MarshalJSON() ([]byte, error) {
	stored := messageJSON{Key: m.Key}
	if len(m.Args) > 0 {
		stored.Args = make(map[string]valueJSON, len(m.Args))
	}
	for name, value := range m.Args {
		kind, value := typed(value)
		b, err := json.Marshal(value)
		if err != nil {
			return nil, err
		}
		stored.Args[name] = valueJSON{kind, b}
	}
	return json.Marshal(stored)
}

func typed(value any) (kind string, storable any) {
	switch v := value.(type) {
	case string:
		return "text", v
	case bool:
		return "bool", v
	case int:
		return "int", v
	case int64:
		return "int64", v
	case float64:
		return "float", v
	case agenda.Date:
		return "date", v
	case agenda.Clock:
		return "clock", v
	case agenda.Moment:
		return "moment", v
	case agenda.Week:
		return "week", v
	case agenda.Weekday:
		return "weekday", v
	case agenda.Message:
		return "message", storedMessage(v)
	case []string:
		return "texts", v
	case []agenda.Message:
		list := make([]storedMessage, len(v))
		for i, m := range v {
			list[i] = storedMessage(m)
		}
		return "messages", list
	default:
		return "text", fmt.Sprint(v)
	}
}

// UnmarshalJSON implements [json.Unmarshaler].
func (m *storedMessage) UnmarshalJSON(b []byte) error {
	var stored messageJSON
	if err := json.Unmarshal(b, &stored); err != nil {
		return err
	}
	m.Key, m.Args = stored.Key, nil
	if len(stored.Args) > 0 {
		m.Args = make(agenda.Args, len(stored.Args))
	}
	for name, value := range stored.Args {
		v, err := value.read()
		if err != nil {
			return fmt.Errorf("sqlite: value %s of message %s: %w", name, stored.Key, err)
		}
		m.Args[name] = v
	}
	return nil
}

func (v valueJSON) read() (any, error) {
	switch v.Type {
	case "text":
		return decoded[string](v.Value)
	case "bool":
		return decoded[bool](v.Value)
	case "int":
		return decoded[int](v.Value)
	case "int64":
		return decoded[int64](v.Value)
	case "float":
		return decoded[float64](v.Value)
	case "date":
		return decoded[agenda.Date](v.Value)
	case "clock":
		return decoded[agenda.Clock](v.Value)
	case "moment":
		return decoded[agenda.Moment](v.Value)
	case "week":
		return decoded[agenda.Week](v.Value)
	case "weekday":
		return decoded[agenda.Weekday](v.Value)
	case "message":
		m, err := decoded[storedMessage](v.Value)
		return agenda.Message(m), err
	case "texts":
		return decoded[[]string](v.Value)
	case "messages":
		stored, err := decoded[[]storedMessage](v.Value)
		list := make([]agenda.Message, len(stored))
		for i, m := range stored {
			list[i] = agenda.Message(m)
		}
		return list, err
	default:
		return nil, fmt.Errorf("unknown type %q", v.Type)
	}
}

func decoded[T any](b []byte) (v T, err error) {
	err = json.Unmarshal(b, &v)
	return v, err
}
