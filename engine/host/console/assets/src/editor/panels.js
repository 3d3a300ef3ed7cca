// Tabs beside the text: GOV.UK's, which a keyboard and a narrow screen know how to use.
import { Tabs } from 'govuk-frontend'
import { element } from './dom.js'

function panelOf (name) {
  const id = name.toLowerCase().replaceAll(' ', '-')
  const link = element('a', { class: 'govuk-tabs__tab', href: '#' + id }, name)
  const panel = element('div', { class: 'govuk-tabs__panel', id },
    element('h2', { class: 'govuk-heading-m' }, name))
  const made = { name, link, panel, onShow: () => {} }
  made.show = () => { link.click() }
  made.isShown = () => !panel.classList.contains('govuk-tabs__panel--hidden')
  return made
}

export function panels (parent, names) {
  const all = names.map(panelOf)
  const list = element('ul', { class: 'govuk-tabs__list' }, all.map((each, at) => element('li', {
    class: 'govuk-tabs__list-item' + (at === 0 ? ' govuk-tabs__list-item--selected' : '')
  }, each.link)))
  all.slice(1).forEach((each) => each.panel.classList.add('govuk-tabs__panel--hidden'))
  const tabs = element('div', { class: 'govuk-tabs', 'data-module': 'govuk-tabs' },
    element('h2', { class: 'govuk-tabs__title' }, 'Beside the text'), list,
    all.map((each) => each.panel))
  parent.append(tabs)
  new Tabs(tabs) // eslint-disable-line no-new
  for (const each of all) {
    new MutationObserver(() => each.isShown() && each.onShow())
      .observe(each.panel, { attributes: true, attributeFilter: ['class'] })
  }
  return all
}
