// SPDX-License-Identifier: MIT
// Journeys of an operator who is helped while they write, and who loses nothing; see editor_test.py.
import assert from 'node:assert/strict'
import { browser, checked, discard, editor, journey, kept, pathway, saved, write } from './editor_steps.mjs'
import { address, focused, look, newPage, signIn } from './site.mjs'

const spine = '/definitions/edit?file=spine%2Fpathway.yaml'
const statusBelow = '.tg-editor__below > [role=status]'

const says = (page, selector, words) => page.waitForFunction(
  ([where, pattern]) => new RegExp(pattern).test(document.querySelector(where)?.innerText ?? ''),
  [selector, words.source])

/// The cursor before the first of these words.
async function standAt (page, words) {
  await write(page, words, words)
  for (let left = 0; left < words.length; ++left) await page.keyboard.press('ArrowLeft')
}

const textOf = (page) => page.evaluate(() => document.querySelector('.cm-content').innerText)

await journey('a key and an id are explained, by pointer and by keyboard', async () => {
  const site = await editor()
  const { page } = site
  await write(page, 'stage: needed', 'stage: needed')
  await page.locator('.cm-line', { hasText: 'stage: needed' }).first().locator('span', { hasText: 'stage' }).hover()
  await page.waitForSelector('.tg-hint-box')
  assert.match(await page.innerText('.tg-hint-box'), /stage \(key\)[\s\S]*It wants/)
  await look(site, 'editor-hover')
  await page.mouse.move(0, 0)
  await standAt(page, 'address_check')
  await page.keyboard.press('Control+Alt+i')
  await says(page, '.tg-helped', /address_check \(state\): Checking the address.*Declared in accommodation\/pathway\.yaml, line \d+/)
  await discardIfAny(page)
  await site.context.close()
})

await journey('keys and values of the reference are offered, and ids with what they are', async () => {
  const site = await editor()
  const { page } = site
  await write(page, 'stage: needed', 'stage: ')
  await page.keyboard.press('Control+Space')
  await page.waitForSelector('.cm-tooltip-autocomplete >> text=needed')
  await look(site, 'editor-values')
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'needed' }).click()
  await page.keyboard.press('Enter')
  await page.keyboard.type('guid')
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'guidance' }).click()
  await page.waitForFunction(() => /guidance: /.test(document.querySelector('.cm-content').innerText))
  await page.keyboard.type('here')
  await saved(page)
  assert.match(await kept(page), /\n {8}guidance: here\n/)
  await discard(page)
  await site.context.close()
})

await journey('a fault is mended from its mark in the gutter', async () => {
  const site = await editor()
  const { page } = site
  const before = await kept(page)
  await write(page, 'to: address_check', 'to: adress_check')
  await page.locator('.cm-lint-marker-error').first().hover()
  await page.locator('.cm-tooltip-lint button', { hasText: "write 'address_check'" }).click()
  await checked(page, /^0 errors,/)
  await page.click('button:has-text("Save draft")')
  await page.waitForFunction((words) => !document.querySelector(words).innerText.includes('Not saved'), statusBelow)
  assert.equal(await kept(page), before)
  await site.context.close()
})

await journey('the line between text and tabs is moved by keys, and where it stood is remembered', async () => {
  const site = await editor()
  const { page } = site
  const width = () => page.evaluate(() => document.querySelector('.tg-editor__text').clientWidth)
  const first = await width()
  await page.focus('[role=separator]')
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  assert.equal(await page.getAttribute('[role=separator]', 'aria-valuenow'), '60')
  const wider = await width()
  assert.ok(wider > first + 50, `${first} became ${wider}`)
  await look(site, 'editor-wider')
  await page.reload()
  await page.waitForSelector('[role=separator]')
  assert.equal(await width(), wider)
  await page.focus('[role=separator]')
  await page.keyboard.press('Home')
  assert.equal(await page.getAttribute('[role=separator]', 'aria-valuenow'), '25')
  const box = await page.locator('[role=separator]').boundingBox()
  await page.mouse.move(box.x + 4, box.y + 100)
  await page.mouse.down()
  await page.mouse.move(box.x + 300, box.y + 100)
  await page.mouse.up()
  assert.ok(Number(await page.getAttribute('[role=separator]', 'aria-valuenow')) > 40)
  await page.setViewportSize({ width: 375, height: 800 })
  assert.ok(!await page.isVisible('[role=separator]'))
  await site.context.close()
})

await journey('Format lays the text out and leaves the cursor in its word', async () => {
  const site = await editor()
  const { page } = site
  const before = await kept(page)
  await write(page, 'starts: {when: supervised is true}', 'starts: {  when:   supervised is true  }')
  await standAt(page, 'is high or very_high')
  await page.click('button:has-text("Format")')
  await page.waitForFunction(() => /starts: {when: supervised is true}/.test(document.querySelector('.cm-content').innerText))
  await page.keyboard.type('HERE')
  assert.match(await textOf(page), /risk\.rosh HEREis high or very_high/)
  for (let back = 0; back < 4; ++back) await page.keyboard.press('Backspace')
  await page.click('button:has-text("Save draft")')
  await saved(page)
  await page.click('button:has-text("Format")')
  await says(page, statusBelow, /It is laid out already/)
  const wordsOf = (text) => text.split(/\s+/).sort()
  assert.deepEqual(wordsOf(await kept(page)), wordsOf(before))
  await discard(page)
  await site.context.close()
})

await journey('a simulation is kept as a test, which is green', async () => {
  const site = await editor('desk', spine)
  const { page } = site
  await page.click('a.govuk-tabs__tab:has-text("Simulate")')
  await page.fill('#simulate input[list]', 'elsewhere')
  await page.click('button:has-text("Send event")')
  await says(page, '#simulate [role=status]', /outside_prison/)
  await page.click('button:has-text("Let time go by")')
  await page.getByLabel('Name of the test').fill('Somebody goes to hospital')
  await page.click('button:has-text("Save as a test")')
  const made = page.locator('#simulate a', { hasText: 'spine/somebody_goes_to_hospital.test.yaml' })
  await made.waitFor()
  await look(site, 'editor-recorded')
  await made.click()
  await page.waitForSelector('.cm-content')
  await page.click('button:has-text("Run tests")')
  await says(page, '#tests [role=status]', /2 passed, 1 failed/)
  assert.match(await page.innerText('#tests'), /Somebody goes to hospital\s+Passed/i)
  await discard(page)
  await site.context.close()
})

await journey('a state that is gone: where its cases stand now is written by one click', async () => {
  const site = await editor()
  const { page } = site
  const text = await kept(page)
  await page.click('.cm-content')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text.replace(/\bscreen\b(?!\.)/g, 'asking'))
  await saved(page)
  await page.click('button:has-text("What changes")')
  await page.getByLabel('Cases in place.screen now stand in').selectOption('place.asking')
  await look(site, 'editor-mapping')
  await page.click('button:has-text("Add the line")')
  await page.waitForSelector('text=It stands in the text.')
  await saved(page)
  assert.match(await kept(page), /\nmigrate:\n {2}states:\n {4}place\.screen: place\.asking\n$/)
  await page.click('button:has-text("Look at live cases")')
  await page.waitForSelector('button:has-text("Make this plan and ask for approval")')
  assert.equal(await page.locator('button:has-text("Add the line")').count(), 0)
  assert.match(await page.innerText('#what-changes'), /1 live cases: 1 brought over/)
  await discard(page)
  await site.context.close()
})

await journey('a line that was made for another text is not written', async () => {
  const site = await editor()
  const { page } = site
  const text = await kept(page)
  await page.click('.cm-content')
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text.replace(/\bscreen\b(?!\.)/g, 'asking'))
  await saved(page)
  await page.click('button:has-text("What changes")')
  await page.getByLabel('Cases in place.screen now stand in').waitFor()
  await page.route('**/definitions/edit/ask/map', async (route) => {
    const response = await route.fetch()
    await page.click('.cm-content')
    await page.keyboard.press('Control+Home')
    await page.keyboard.type('# typed meanwhile\n')
    await route.fulfill({ response })
  })
  await page.click('button:has-text("Add the line")')
  await page.waitForSelector('text=The text has changed meanwhile; add the line again.')
  await saved(page)
  assert.doesNotMatch(await kept(page), /\nmigrate:/)
  await discard(page)
  await site.context.close()
})

await journey('what is discarded comes back by no late answer, and is nobody else\'s', async () => {
  const site = await editor()
  const { page } = site
  page.on('dialog', (dialog) => dialog.accept())
  const before = await kept(page)
  await write(page, 'title: Accommodation', 'title: Houses')
  await saved(page)
  await page.reload()
  await page.waitForSelector('.cm-content')
  await page.route('**/definitions/edit/ask/keep', (route) => route.abort())
  await write(page, 'title: Houses', 'title: Dwellings')
  await says(page, statusBelow, /Not saved: The server/)
  const left = await page.evaluate(() => Object.keys(window.sessionStorage).join())
  assert.match(left, /\["iris","iris"\] accommodation/)
  await page.click('text=Discard the draft of iris')
  await page.click('button:has-text("Discard it")')
  await page.waitForSelector('.govuk-notification-banner')
  await page.unroute('**/definitions/edit/ask/keep')
  await page.goto(address + pathway)
  await page.waitForSelector('.cm-content')
  await checked(page)
  assert.match(await page.innerText(statusBelow), /Nothing is changed/)
  assert.equal(await kept(page), before)
  site.faults.splice(0)
  await site.context.close()
})

await journey('problems are counted by file, and lead into the right one without a loss', async () => {
  const site = await editor()
  const { page } = site
  await write(page, 'owner: acc_worker', 'owner: acc_wroker')
  await checked(page, /[1-9]\d* errors?/)
  await page.click('summary:has-text("Files")')
  await page.locator('.tg-file-count', { hasText: /\d error/ }).first().waitFor()
  await look(site, 'editor-files')
  await page.goto(address + spine)
  await page.waitForSelector('.cm-content')
  await checked(page, /[1-9]\d* errors?/)
  await page.click('.cm-content')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# typed before going\n')
  await page.locator('.tg-problem a', { hasText: 'accommodation/pathway.yaml:' }).first().click()
  await page.waitForURL(/file=accommodation/)
  await page.waitForSelector('.cm-content')
  assert.match(await page.evaluate(() => document.querySelector('.cm-activeLine').innerText), /acc_wroker/)
  assert.match(await kept(page, 'spine/pathway.yaml'), /# typed before going\n$/)
  await discard(page)
  await site.context.close()
})

await journey('a session that ended loses nothing, and after a sign-in elsewhere it is saved', async () => {
  const site = await editor()
  const { page, context } = site
  await context.clearCookies()
  await page.click('.cm-content')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# typed while signed out\n')
  await says(page, statusBelow, /You have been signed out/)
  await look(site, 'editor-signed-out')
  const other = await context.newPage()
  await signIn(other, 'iris')
  await other.close()
  await page.click('button:has-text("Save draft")')
  await saved(page)
  assert.match(await kept(page), /# typed while signed out\n$/)
  await discard(page)
  await context.close()
})

await journey('a server that is away loses nothing: the text is there when the page is loaded again', async () => {
  const site = await editor()
  const { page } = site
  await page.route('**/definitions/edit/ask/**', (route) => route.abort())
  await page.click('.cm-content')
  await page.keyboard.press('Control+End')
  await page.keyboard.type('# typed while it was away\n')
  await says(page, statusBelow, /Not saved: The server did not answer/)
  await page.unroute('**/definitions/edit/ask/**')
  page.on('dialog', (dialog) => dialog.accept())
  await page.reload()
  await page.waitForSelector('.cm-content')
  await saved(page)
  assert.match(await kept(page), /# typed while it was away\n$/)
  site.faults.splice(0) // the browser tells of the requests that were cut off
  await discard(page)
  await site.context.close()
})

await journey('two tabs: what was left unsaved in one is shown beside what the other saved', async () => {
  const site = await editor()
  const { page, context } = site
  page.on('dialog', (dialog) => dialog.accept())
  await page.route('**/definitions/edit/ask/keep', (route) => route.abort())
  await write(page, 'title: Accommodation', 'title: Houses')
  await says(page, statusBelow, /Not saved: The server/)
  const other = await context.newPage()
  await other.goto(address + pathway)
  await other.waitForSelector('.cm-content')
  await write(other, 'title: Accommodation', 'title: Dwellings')
  await saved(other)
  await other.close()
  await page.unroute('**/definitions/edit/ask/keep')
  await page.reload()
  await page.waitForSelector('text=meanwhile the draft has changed')
  assert.match(await page.inputValue('#theirs'), /title: Dwellings/)
  assert.match(await textOf(page), /title: Houses/)
  assert.match(await kept(page), /title: Dwellings/)
  await page.click('button:has-text("Keep mine")')
  await saved(page)
  assert.match(await kept(page), /title: Houses/)
  site.faults.splice(0)
  await discard(page)
  await context.close()
})

await journey('CR LF, tabs, a byte order mark and emoji stay as they are', async () => {
  const site = await editor('desk', '/definitions/edit?file=common%2Fodd.yaml')
  const { page } = site
  const before = await kept(page, 'common/odd.yaml')
  assert.equal(before.slice(0, 1), '\ufeff')
  await page.click('.cm-content')
  await page.keyboard.press('Control+End')
  await page.keyboard.insertText('# \u{1f600}\n')
  await saved(page)
  assert.equal(await kept(page, 'common/odd.yaml'), before + '# \u{1f600}\r\n')
  await discard(page)
  await site.context.close()
})

async function discardIfAny (page) {
  await page.goto(address + pathway)
  if (await page.locator('text=Discard the draft of iris').count() > 0) await discard(page)
}

for (const kind of ['desk', 'narrow', 'scriptless']) {
  await journey(`a file is renamed, deleted and brought back: ${kind}`, async () => {
    const site = await newPage(browser, kind)
    const { page } = site
    await signIn(page, 'iris')
    await page.goto(address + pathway)
    const text = await kept(page)
    await page.click('text=Rename this file')
    await look(site, 'editor-rename')
    await page.getByLabel('New name').fill('../outside.yaml')
    await page.click('button:has-text("Rename it")')
    assert.match(await page.innerText('.govuk-error-summary'), /Name it like/)
    await page.getByLabel('New name').fill('homes/pathway.yaml')
    await page.click('button:has-text("Rename it")')
    await page.waitForURL(/file=homes/)
    assert.equal(await kept(page, 'homes/pathway.yaml'), text)
    await page.click('text=Delete this file')
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

await journey('by keyboard alone: format, splitter and the page that asks', async () => {
  const site = await editor()
  const { page } = site
  const reach = async (words) => {
    for (let pressed = 0; !words.test(await focused(page)); ++pressed) {
      assert.ok(pressed < 160, `${words} is reached by Tab`)
      await page.keyboard.press('Tab')
    }
  }
  await page.focus('.cm-content')
  await reach(/^Format$/)
  await page.keyboard.press('Enter')
  await reach(/^Delete this file$/)
  await page.keyboard.press('Enter')
  await page.waitForURL(/\/remove\?/)
  await reach(/^Back to the text$/)
  await page.keyboard.press('Enter')
  await page.waitForSelector('.cm-content')
  await discardIfAny(page)
  await site.context.close()
})

await browser.close()
console.log('all journeys went well')
