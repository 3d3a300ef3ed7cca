// Keeps the text in the draft: a moment after the last key, and when asked to. Where somebody else
// was faster nothing is overwritten: both texts are there to choose from. Until the server has it,
// the tab keeps it: a session that ends or a server that is away loses nothing.
import { afterwards } from './ask.js'
import { button, element } from './dom.js'

const signIn = '/sign-in?next=' + encodeURIComponent('/definitions/edit')

export class Keeper {
  constructor (state, seen, parent) {
    this.state = state
    this.seen = seen
    this.first = state.text.value
    this.kept = this.first
    this.status = element('p', { class: 'govuk-body', role: 'status' }, 'Nothing is changed.')
    this.choice = element('div', { role: 'alert' })
    parent.append(this.status, this.choice)
    this.unsaved = state.unsaved
    this.soon = afterwards(() => this.keep(), 1500)
    this.again = afterwards(() => this.keep(), 15000)
    for (const form of document.querySelectorAll('form[action$="/drop"], form[action$="/discard"]')) {
      form.addEventListener('submit', (event) => this.takeBack(event, form))
    }
    window.addEventListener('focus', () => this.waits && this.keep())
    window.addEventListener('beforeunload', (event) => {
      if (!this.over && this.state.text.value !== this.kept) event.preventDefault()
    })
  }

  /// What is taken back in the draft is gone from this tab as well, and no late answer brings it back.
  async takeBack (event, form) {
    event.preventDefault()
    const file = form.elements.file?.value
    this.over = file === undefined || file === this.state.asking.of.file
    await (this.over ? this.queue : this.keep())
    this.unsaved.forgetDraft(file)
    form.submit()
  }

  /// What the tab kept when the page was left before the server had it.
  restore () {
    const left = this.unsaved.take()
    if (left === undefined || left.text === this.kept) return this.unsaved.forget()
    if (left.seen !== this.seen) {
      this.choose({
        text: this.kept,
        seen: this.seen,
        detail: 'What you had typed and not saved is here again; meanwhile the draft has changed'
      })
      this.seen = left.seen
    }
    this.state.text.replace(left.text)
    this.say('What you had typed and not saved is here again. Undo takes it back.')
  }

  later () {
    if (this.over) return
    this.say('Not saved yet.')
    this.unsaved.put(this.state.text.value, this.seen)
    if (this.choice.childElementCount === 0) this.soon()
  }

  say (text) {
    this.status.textContent = text
  }

  /// One after the other. True: what stands in the editor stands in the draft.
  keep () {
    this.queue = (this.queue ?? Promise.resolve()).then(() => this.send())
    return this.queue
  }

  /// What is typed is in the draft before the page is left; when it cannot be, nobody goes.
  async thenGo (address) {
    const { text } = this.state
    if (text.value === this.kept || await this.keep()) window.location.assign(address)
    else this.status.scrollIntoView({ block: 'center' })
  }

  async send () {
    if (this.over) return false
    const { asking, text } = this.state
    const sent = text.value
    try {
      const answer = await asking.ask('keep', { text: sent, seen: this.seen })
      this.done(sent, answer.seen)
    } catch (refused) {
      this.refused(refused)
      return false
    }
    return this.kept === text.value
  }

  done (text, seen) {
    this.kept = text
    this.waits = false
    if (text === this.state.text.value) this.unsaved.forget()
    else this.unsaved.put(this.state.text.value, seen)
    this.seen = seen
    this.state.form.elements.seen.value = seen
    this.choice.replaceChildren()
    this.say(`Saved in the draft at ${new Date().toLocaleTimeString('en-GB')}. `)
    if (text !== this.first || this.others) this.offerDiscarding()
  }

  /// A draft that was begun since the page was loaded: the page does not know how to discard it yet.
  offerDiscarding () {
    if (document.querySelector('form[action$="/discard"]')) return
    this.status.append(element('a', { class: 'govuk-link', href: window.location.href.split('#')[0] },
      'Take it back, or discard the draft'))
  }

  /// Another file of the draft was written from this page; what is said of unsaved text stays.
  wrote (file) {
    this.others = true
    if (this.state.text.value !== this.kept) return
    this.say(`${file} is in the draft. `)
    this.offerDiscarding()
  }

  refused (refused) {
    this.say('Not saved: ' + refused.message + ' ')
    this.unsaved.put(this.state.text.value, this.seen)
    if (refused.status === 409 && refused.answer?.text !== undefined) return this.choose(refused.answer)
    this.waits = [0, 401, 403, 503].includes(refused.status)
    if (this.waits) this.again()
    if (refused.status === 401) {
      this.status.append(element('a', { class: 'govuk-link', href: signIn, target: '_blank' },
        'Sign in (opens in a new tab)'))
    }
  }

  choose ({ text, seen, detail }) {
    const mine = () => {
      this.seen = seen
      this.choice.replaceChildren()
      return this.keep()
    }
    const theirs = () => {
      this.state.text.replace(text)
      this.done(this.state.text.value, seen)
    }
    const shown = element('textarea', {
      class: 'govuk-textarea tg-code', rows: 12, readonly: '', wrap: 'off', id: 'theirs'
    })
    shown.value = text
    this.choice.replaceChildren(
      element('h2', { class: 'govuk-heading-m' }, 'Somebody else changed this text'),
      element('p', { class: 'govuk-body' }, detail + '. Take theirs and undo brings yours back.'),
      element('label', { class: 'govuk-label', for: 'theirs' }, 'What stands there now'), shown,
      element('div', { class: 'govuk-button-group' }, button('Keep mine', mine, 'warning'),
        button('Take theirs', theirs)))
  }
}
