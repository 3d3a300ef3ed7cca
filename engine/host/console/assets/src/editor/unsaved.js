// What was typed and is not in the draft yet, kept by this tab alone: it outlives a page that is
// loaded again or a sign-in, and is gone with the tab. Whoever else signs in there is not given it.
// Definitions hold nothing about people.
export class Unsaved {
  constructor (user, { draft, file }) {
    this.draft = `throughgate editor: ${JSON.stringify([user, draft])} `
    this.file = file
    this.name = this.draft + file
    this.asked = this.draft + 'asked to delete'
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

  /// Somebody goes to the page that asks whether the file is to be deleted.
  askToDelete () {
    try {
      window.sessionStorage.setItem(this.asked, this.file)
    } catch { /* no room: then what was typed is offered once more */ }
  }

  /// Once it is deleted, what this tab had of it is gone as well. `files`: those that are there.
  forgetDeleted (files) {
    const asked = window.sessionStorage.getItem(this.asked)
    window.sessionStorage.removeItem(this.asked)
    if (asked !== null && asked !== this.file && !files.includes(asked)) this.forgetDraft(asked)
  }

  /// Of every file of the draft, or of one.
  forgetDraft (file) {
    const names = Object.keys(window.sessionStorage).filter((name) =>
      file === undefined ? name.startsWith(this.draft) : name === this.draft + file)
    for (const name of names) window.sessionStorage.removeItem(name)
  }
}
