// SPDX-License-Identifier: MIT
// What the Ministry of Justice's own Nunjucks makes of some options: node moj_fixtures.mjs PACKAGE.
// Writes [{component, name, options, html}] to standard output.
import nunjucks from 'nunjucks'

const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(process.argv[2]))
environment.addFilter('date', (instant, format) => format) // ours are words already

const line = (words) => `<p class="govuk-body-s govuk-!-margin-bottom-1">${words}</p>`
const item = (title, byline, ...lines) => ({
  label: { text: title },
  ...(byline ? { byline: { text: byline } } : {}),
  datetime: { timestamp: '2026-11-09T09:00:00Z', format: 'Mon 9 Nov 2026 09:00' },
  html: lines.map(line).join('')
})
const given = [
  ['one that somebody did',
    { headingLevel: 3, items: [item('Handoff accepted', 'Officer Slate')] }],
  ['one that nobody did', { headingLevel: 3, items: [item('A date passed', '')] }],
  ['several, with their details', {
    headingLevel: 3,
    items: [item('State entered', 'P309', 'state: waiting', 'pathway: Release'),
      item('Notice sent', '', 'to: Officer Oak')]
  }]
]
const fixtures = given.map(([name, params]) => ({
  component: 'timeline',
  name,
  options: params,
  html: environment.render('components/timeline/template.njk', { params })
}))
console.log(JSON.stringify(fixtures, null, 1))
