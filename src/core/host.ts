/** What to say of an address to bind to that is none. */
export const HOST_EXPECTED = 'a host name or address, such as 127.0.0.1';

/** Whether a text can name an address: without any, a server would listen on every one of this machine. */
export function isHost(text: string): boolean {
  return /^[^\r\n\0]+$/.test(text);
}
