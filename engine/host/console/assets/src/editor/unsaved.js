// What was typed and is not in the draft yet, kept by this tab alone: it outlives a page that is
// loaded again or a sign-in, and is gone with the tab. Definitions hold nothing about people.
export class Unsaved {
  constructor (of) {
    this.name = `throughgate editor: ${of.draft} ${of.file}`
  }

  /// `seen`: mark of the text that it was made of.
  put (text, seen) {
    try {
      window.sessionStorage.setItem(this.name, JSON.stringify({ text, seen }))
    } catch { /* no room: the page still has it, and asks before it is left */ }
  }

  take () {
    try {
      return JSON.parse(window.sessionStorage.getItem(this.name)) ?? undefined
    } catch {
      return undefined
    }
  }

  forget () {
    try {
      window.sessionStorage.removeItem(this.name)
    } catch { /* then nothing was kept either */ }
  }
}
