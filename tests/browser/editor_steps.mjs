// SPDX-License-Identifier: MIT
// What journeys through the editor of definitions do in the same way.
import { address, kinds, newPage, open, signIn } from './site.mjs'

export const browser = await open()
export const pathway = '/definitions/edit?file=accommodation%2Fpathway.yaml'
kinds.desk = { viewport: { width: 1400, height: 1000 } }
export const statusBelow = '.tg-editor__below > [role=status]'

export const says = (page, selector, words) => page.waitForFunction(
  ([where, pattern]) => new RegExp(pattern).test(document.querySelector(where)?.innerText ?? ''),
  [selector, words.source])

export async function journey (name, walk) {
  await walk()
  console.log('ok ' + name)
}

/// A page of the editor, its script at work.
export async function editor (kind = 'desk', where = pathway) {
  const site = await newPage(browser, kind)
  await signIn(site.page, 'iris')
  await site.page.goto(address + where)
  await site.page.waitForSelector('.cm-content')
  await checked(site.page)
  return site
}

export async function checked (page, words = /\d+ errors?, \d+ warnings?/) {
  await page.waitForFunction(
    (pattern) => new RegExp(pattern).test(document.querySelector('section[aria-label=Problems] [role=status]').innerText),
    words.source)
}

export async function saved (page) {
  await page.waitForFunction(() => /Saved in the draft/.test(
    document.querySelector('.tg-editor__below > [role=status]').innerText))
}

/// The text in the draft, as the server has it.
export async function kept (page, file = 'accommodation/pathway.yaml') {
  const answer = await page.request.get(
    address + '/definitions/edit/file?' + new URLSearchParams({ file }))
  return (await answer.body()).toString('utf8')
}

/// Finds the first `words` by the editor's own search and types over them.
export async function write (page, words, instead) {
  await page.click('.cm-content')
  await page.keyboard.press('Control+Home')
  await page.keyboard.press('Control+f')
  await page.keyboard.press('Control+a')
  await page.keyboard.type(words)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.cm-searchMatch-selected')
  await page.keyboard.press('Escape')
  await page.keyboard.type(instead)
}

export async function discard (page) {
  await page.goto(address + pathway)
  await page.click('text=Discard the draft of iris')
  await page.click('button:has-text("Discard it")')
  await page.waitForSelector('.govuk-notification-banner')
}

export async function discardIfAny (page) {
  await page.goto(address + pathway)
  if (await page.locator('text=Discard the draft of iris').count() > 0) await discard(page)
}
