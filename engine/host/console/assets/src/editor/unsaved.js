// What was typed and is not in the draft yet, kept by this tab alone: it outlives a page that is
// loaded again or a sign-in, and is gone with the tab. Whoever else signs in there is not given it.
// Definitions hold nothing about people.
export class Unsaved {
  constructor (user, { draft, file }) {
    this.draft = `throughgate editor: ${JSON.stringify([user, draft])} `
    this.name = this.draft + file
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

  /// Of every file of the draft, or of one.
  forgetDraft (file) {
    const names = Object.keys(window.sessionStorage).filter((name) =>
      file === undefined ? name.startsWith(this.draft) : name === this.draft + file)
    for (const name of names) window.sessionStorage.removeItem(name)
  }
}
