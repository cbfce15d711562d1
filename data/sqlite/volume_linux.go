package sqlite

import "syscall"

// Numbers of network file systems in statfs(2).
var networkFileSystems = map[uint32]bool{
	0x00006969: true, // NFS
	0x0000517B: true, // SMB
	0xFE534D42: true, // SMB 2 and later
	0xFF534D42: true, // CIFS
	0x0000564C: true, // NCP
	0x73757245: true, // Coda
	0x5346414F: true, // AFS
	0x00C36400: true, // Ceph
	0x01021997: true, // 9P
}

// onNetwork reports whether a folder lies on a network share.
func onNetwork(folder string) bool {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return false
	}
	return networkFileSystems[uint32(s.Type)]
}
