/** An OLE container with these streams, its list of them in the second sector. */
export function oleContainer(...names: string[]): Buffer {
  const header = Buffer.alloc(512);
  header.write("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "latin1");
  header.writeUInt16LE(9, 30);
  header.writeUInt32LE(1, 48);
  const entry = (name: string) => Buffer.concat([Buffer.from(name, "utf16le"), Buffer.alloc(128)]).subarray(0, 128);
  return Buffer.concat([header, Buffer.alloc(512), ...["Root Entry", ...names].map(entry)]);
}
