/* Wine 8 has no bcryptprimitives.dll, from which Go takes its randomness on Windows.
   This one answers out of the generator that Wine has. For trials under Wine only. */
#include <windows.h>
#include <ntsecapi.h>

__declspec(dllexport) BOOL WINAPI ProcessPrng(PBYTE buffer, SIZE_T length)
{
	return RtlGenRandom(buffer, (ULONG)length);
}
