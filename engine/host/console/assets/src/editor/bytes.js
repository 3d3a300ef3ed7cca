// The server counts bytes of UTF-8, a browser counts UTF-16, and the editor counts a line end as one.
export function indexOfByte (text, byte) {
  return new ByteWalk(text, '\n').to(byte)
}

const widthOf = (code) => code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4

/// Goes through a text once: `to` must be asked for bytes that do not go back.
export class ByteWalk {
  /// `separator`: what the editor counts as one.
  constructor (text, separator) {
    this.text = text
    this.pairs = separator === '\r\n'
    this.index = 0
    this.bytes = 0
    this.joined = 0
  }

  to (byte) {
    const { text } = this
    while (this.index < text.length && this.bytes < byte) {
      const code = text.codePointAt(this.index)
      this.bytes += widthOf(code)
      if (this.pairs && code === 13 && text[this.index + 1] === '\n') ++this.joined
      this.index += code > 0xffff ? 2 : 1
    }
    return this.index - this.joined
  }
}

/// How many bytes a text takes.
export function bytesOf (text) {
  return new TextEncoder().encode(text).length
}

/// Where a text is split into lines so that joining them gives the same text. A CR that ends no
/// line of a text of that kind stands in it as a sign of its own.
export function separatorOf (text) {
  const both = text.match(/\r\n/g)?.length ?? 0
  const any = text.match(/\r\n|\r|\n/g)?.length ?? 0
  return both > 0 && both === any ? '\r\n' : '\n'
}
