// Questions to the server: the page's own forms, sent by a script. One of a kind is under way at a
// time; while it is, only the last of those that come is remembered.
const told = {
  401: 'You have been signed out. Your text is still here: sign in in another window; then it is saved.',
  403: 'You are signed in as somebody who may not change definitions. Your text is still here.',
  413: 'The text is too long to be sent.'
}

export class Refused extends Error {
  constructor (status, answer) {
    super(answer?.detail || told[status] || 'The server did not answer; it is asked again.')
    this.status = status
    this.answer = answer
  }
}

async function answerOf (response) {
  const answer = await response.json().catch(() => undefined)
  if (response.ok && answer !== undefined) return answer
  throw new Refused(response.ok ? 401 : response.status, answer)
}

async function sent (address, options) {
  let response
  try {
    response = await fetch(address, { headers: { Accept: 'application/json' }, ...options })
  } catch {
    throw new Refused(0)
  }
  return answerOf(response)
}

export class Asking {
  constructor (place, form) {
    this.of = { draft: place.dataset.draft, file: place.dataset.file }
    this.csrf = form.elements.csrf.value
    this.under = new Map()
  }

  text () {
    return sent('/definitions/edit/text?' + new URLSearchParams(this.of), {})
  }

  address (file, line) {
    const query = { draft: this.of.draft, file, ...(line ? { line } : {}) }
    return '/definitions/edit?' + new URLSearchParams(query)
  }

  /// A page outlives its session: whoever signed in anew in another window has another token.
  async ask (what, fields) {
    try {
      return await this.asked(what, fields)
    } catch (refused) {
      if (refused.status !== 403 || !await this.renewed()) throw refused
      return this.asked(what, fields)
    }
  }

  asked (what, fields) {
    const body = new URLSearchParams({ csrf: this.csrf, ...this.of, ...fields })
    return sent('/definitions/edit/ask/' + what, { method: 'POST', body })
  }

  async renewed () {
    const { csrf } = await this.text().catch(() => ({}))
    const other = csrf !== undefined && csrf !== this.csrf
    if (other) for (const each of document.querySelectorAll('input[name=csrf]')) each.value = csrf
    this.csrf = csrf ?? this.csrf
    return other
  }

  /// Undefined: a later question of this kind took its place.
  latest (what, fields) {
    const before = this.under.get(what)
    const mine = {}
    this.under.set(what, mine)
    const isLast = () => this.under.get(what) === mine
    mine.whole = (async () => {
      await before?.whole.catch(() => {})
      const answer = isLast() ? await this.ask(what, fields()) : undefined
      return isLast() ? answer : undefined
    })()
    return mine.whole
  }
}

/// Calls `act` when nothing has happened for a while.
export function afterwards (act, milliseconds) {
  let waiting
  return () => {
    clearTimeout(waiting)
    waiting = setTimeout(act, milliseconds)
  }
}
