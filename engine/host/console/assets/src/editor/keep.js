// Keeps the text in the draft: a moment after the last key, and when asked to. Where somebody else
// was faster nothing is overwritten: both texts are there to choose from.
import { afterwards } from './ask.js'
import { button, element } from './dom.js'

export class Keeper {
  constructor (state, seen, parent) {
    this.state = state
    this.seen = seen
    this.first = state.text.value
    this.kept = this.first
    this.status = element('p', { class: 'govuk-body', role: 'status' }, 'Nothing is changed.')
    this.choice = element('div', { role: 'alert' })
    parent.append(this.status, this.choice)
    this.soon = afterwards(() => this.keep(), 1500)
    window.addEventListener('beforeunload', (event) => {
      if (this.state.text.value !== this.kept) event.preventDefault()
    })
  }

  later () {
    this.say('Not saved yet.')
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

  async send () {
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
    this.seen = seen
    this.state.form.elements.seen.value = seen
    this.choice.replaceChildren()
    this.say(`Saved in the draft at ${new Date().toLocaleTimeString('en-GB')}. `)
    if (text !== this.first && !document.querySelector('form[action$="/discard"]')) {
      this.status.append(element('a', { class: 'govuk-link', href: window.location.href.split('#')[0] },
        'Take it back, or discard the draft'))
    }
  }

  refused (refused) {
    this.say('Not saved: ' + refused.message)
    if (refused.status === 409 && refused.answer?.text !== undefined) this.choose(refused)
    else if (refused.status === 0 || refused.status === 503) this.soon()
  }

  choose (refused) {
    const { text, seen, detail } = refused.answer
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
