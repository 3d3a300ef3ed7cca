// The server counts bytes of UTF-8, a browser counts UTF-16.
export function indexOfByte (text, byte) {
  let bytes = 0
  for (let index = 0; index < text.length;) {
    if (bytes >= byte) return index
    const code = text.codePointAt(index)
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
    index += code > 0xffff ? 2 : 1
  }
  return text.length
}

/// Where a text is split into lines so that joining them gives the same text. A CR that ends no
/// line of a text of that kind stands in it as a sign of its own.
export function separatorOf (text) {
  const both = text.match(/\r\n/g)?.length ?? 0
  const any = text.match(/\r\n|\r|\n/g)?.length ?? 0
  return both > 0 && both === any ? '\r\n' : '\n'
}
