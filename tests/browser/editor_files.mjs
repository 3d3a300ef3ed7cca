// SPDX-License-Identifier: MIT
// Journeys of an operator through the files of a draft, by keyboard alone, and through a definition
// as large as one can be; see editor_test.py.
import assert from 'node:assert/strict'
import {
  browser, checked, discard, discardIfAny, editor, journey, kept, pathway, saved, says, statusBelow, write
} from './editor_steps.mjs'
import { address, focused, look, newPage, signIn } from './site.mjs'

const banner = '.govuk-notification-banner'

for (const kind of ['desk', 'narrow', 'scriptless']) {
  await journey(`a file is renamed, deleted and brought back: ${kind}`, async () => {
    const site = await newPage(browser, kind)
    const { page } = site
    await signIn(page, 'iris')
    await page.goto(address + pathway)
    const text = await kept(page)
    await page.click('text=Rename this file')
    await page.waitForURL(/\/rename\?/)
    await look(site, 'editor-rename')
    await page.getByLabel('New name').fill('../outside.yaml')
    await page.click('button:has-text("Rename it")')
    assert.match(await page.innerText('.govuk-error-summary'), /Name it like/)
    await page.getByLabel('New name').fill('homes/pathway.yaml')
    await page.click('button:has-text("Rename it")')
    await page.waitForURL(/file=homes/)
    assert.equal(await kept(page, 'homes/pathway.yaml'), text)
    await page.click('text=Delete this file')
    await page.waitForURL(/\/remove\?/)
    await look(site, 'editor-delete')
    await page.click('button:has-text("Delete this file")')
    await page.waitForSelector('.govuk-notification-banner')
    await page.click('summary:has-text("Files")')
    await look(site, 'editor-deleted')
    await page.click('button:has-text("Take back the deletion")')
    await page.waitForSelector('.govuk-notification-banner')
    assert.equal(await kept(page), text)
    await site.context.close()
  })
}

await journey('what was typed in a file that is deleted is not offered when it is brought back', async () => {
  const site = await editor()
  const { page } = site
  page.on('dialog', (dialog) => dialog.accept())
  await page.route('**/definitions/edit/ask/keep', (route) => route.abort())
  await write(page, 'title: Accommodation', 'title: Dwellings')
  await says(page, statusBelow, /Not saved: The server/)
  await page.click('text=Delete this file')
  await page.waitForURL(/\/remove\?/)
  await page.click('text=Back to the text')
  await says(page, statusBelow, /is here again|Not saved/)
  assert.match(await page.innerText('.cm-content'), /title: Dwellings/)
  await page.click('text=Delete this file')
  await page.waitForURL(/\/remove\?/)
  // It is brought back while the text of the file that is open then is still under way.
  await page.route('**/definitions/edit/text?*', () => {})
  await page.click('button:has-text("Delete this file")')
  await page.waitForSelector(banner)
  await page.click('summary:has-text("Files")')
  await page.click('button:has-text("Take back the deletion")')
  await page.waitForURL(/file=accommodation/)
  await page.unroute('**/definitions/edit/text?*')
  await page.goto(address + pathway)
  await page.waitForSelector('.cm-content')
  await checked(page)
  assert.match(await page.innerText(statusBelow), /Nothing is changed/)
  assert.match(await page.innerText('.cm-content'), /title: Accommodation/)
  await site.context.close()
})

/// Tab by Tab to what these words say.
async function reach (page, words) {
  for (let pressed = 0; !words.test(await focused(page)); ++pressed) {
    assert.ok(pressed < 200, `${words} is reached by Tab`)
    await page.keyboard.press('Tab')
  }
}

async function press (page, words) {
  await reach(page, words)
  await page.keyboard.press('Enter')
}

await journey('by keyboard alone: format, splitter and the page that asks', async () => {
  const site = await editor()
  const { page } = site
  await page.focus('.cm-content')
  await press(page, /^Format$/)
  await press(page, /^Delete this file$/)
  await page.waitForURL(/\/remove\?/)
  await press(page, /^Back to the text$/)
  await page.waitForSelector('.cm-content')
  await discardIfAny(page)
  await site.context.close()
})

await journey('by keyboard alone: a file is renamed, deleted and brought back', async () => {
  const site = await newPage(browser, 'keyboard')
  const { page, hand } = site
  await signIn(page, 'iris', hand)
  await page.goto(address + pathway)
  await page.waitForSelector('.cm-content')
  const text = await kept(page)
  await press(page, /^Rename this file$/)
  await page.waitForURL(/\/rename\?/)
  await hand.fill(page.getByLabel('New name'), 'homes/pathway.yaml')
  await press(page, /^Rename it$/)
  await page.waitForURL(/file=homes/)
  await page.waitForSelector('.cm-content')
  assert.equal(await kept(page, 'homes/pathway.yaml'), text)
  await press(page, /^Delete this file$/)
  await page.waitForURL(/\/remove\?/)
  await press(page, /^Delete this file$/)
  await page.waitForSelector(banner)
  await page.waitForSelector('.cm-content')
  await press(page, /^Files$/)
  await press(page, /^Take back the deletion/)
  await page.waitForURL(/file=accommodation/)
  await page.waitForSelector(banner)
  assert.equal(await kept(page), text)
  await site.context.close()
})

await journey('by keyboard alone: where the cases of a state that is gone stand now', async () => {
  const site = await newPage(browser, 'keyboard')
  const { page, hand } = site
  await signIn(page, 'iris', hand)
  await page.goto(address + pathway)
  await page.waitForSelector('.cm-content')
  const text = await kept(page)
  await reach(page, /^# kept by hand/) // the text itself
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text.replace(/\bscreen\b(?!\.)/g, 'asking'))
  await saved(page)
  await press(page, /^What changes$/)
  const choice = page.getByLabel('Cases in place.screen now stand in')
  await hand.reach(choice)
  await page.keyboard.press('Home')
  for (let down = 0; await choice.inputValue() !== 'place.asking'; ++down) {
    assert.ok(down < 50, 'the arrow leads to place.asking')
    await page.keyboard.press('ArrowDown')
  }
  await press(page, /^Add the line$/)
  await page.waitForSelector('text=It stands in the text.')
  await saved(page)
  assert.match(await kept(page), /\nmigrate:\n {2}states:\n {4}place\.screen: place\.asking\n$/)
  await press(page, /^Look at live cases$/)
  await says(page, '#what-changes', /1 live cases: 1 brought over/)
  await discard(page)
  await site.context.close()
})

/// A pathway of as many states, each of which leads to the next and back to the first.
function large (states) {
  const all = Array.from({ length: states }, (_, at) => `      s${at}:
        title: State ${at}
        stage: needed
        owner: ro
        do: Look at it.
        due: 5 days after entry
        events: {go.on: s${(at + 1) % states}, top: s0}
`)
  return `format: 1
pathway: accommodation
title: A large pathway
common: [facts, roles, ladders]
calendar: england-and-wales
zone: Europe/London
starts: {when: supervised is true}
strands:
  line:
    title: Line
    start: s0
    states:
${all.join('')}`
}

await journey('while five hundred states are laid out somebody types, and what they typed is drawn once', async () => {
  const site = await newPage(browser, 'desk')
  const { page } = site
  await page.addInitScript(() => {
    const post = Worker.prototype.postMessage
    window.layouts = []
    Worker.prototype.postMessage = function (message) {
      if (message.cmd !== 'layout' || !window.held) return post.call(this, message)
      window.layouts.push(() => post.call(this, message))
    }
  })
  await signIn(page, 'iris')
  await page.goto(address + pathway)
  await page.waitForSelector('.tg-diagram svg')
  await page.evaluate(() => { window.held = true })
  await page.click('.cm-content')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(large(500))
  await says(page, '#diagram [role=status]', /It is large: its picture takes a moment/)
  assert.equal(await page.locator('#diagram tbody tr', { hasText: 'State 499' }).count(), 1)
  await write(page, 'title: State 499', 'title: Another')
  await saved(page)
  await write(page, 'title: Another', 'title: Third')
  await saved(page)
  assert.equal(await page.evaluate(() => window.layouts.length), 1)
  await page.evaluate(() => { window.held = false; window.layouts.forEach((each) => each()) })
  await page.waitForSelector('.tg-state[aria-label^="State: Third."]', { timeout: 60000 })
  assert.equal(await page.locator('.tg-state').count(), 501)
  await discard(page)
  await site.context.close()
})

await browser.close()
console.log('all journeys went well')
