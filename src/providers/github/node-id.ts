import { base64UrlText } from '../../core/bytes.ts';

/** Number of the sample repository inside node ids. */
const REPOSITORY_NUMBER = 0x35aa5648;

const UINT32_MAX = 0xffffffff;

/**
 * Node id of an object in the sample repository: base64url of the MessagePack list `[kind, repository, id]`, as the
 * ids in captures decode.
 */
export function nodeId(prefix: string, id: number, kind = 0): string {
  const bytes = Buffer.alloc(id > UINT32_MAX ? 16 : 12);
  bytes.set([0x93, kind, 0xce]);
  bytes.writeUInt32BE(REPOSITORY_NUMBER, 3);
  if (id > UINT32_MAX) {
    bytes[7] = 0xcf;
    bytes.writeBigUInt64BE(BigInt(id), 8);
  } else {
    bytes[7] = 0xce;
    bytes.writeUInt32BE(id, 8);
  }
  return `${prefix}_${base64UrlText(bytes)}`;
}
