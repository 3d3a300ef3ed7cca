// SPDX-License-Identifier: MIT
// Every page that somebody can get to by links, one of each kind of address, looked at.
import assert from 'node:assert/strict'
import { address, look, newPage, signIn } from './site.mjs'

/// "/cases/TG-000007/handoffs/3/decline" -> "/cases/{}/handoffs/{}/decline".
function shape (path) {
  return path.split('/').map((part) => (/^TG-\d+$|^\d+$|^[0-9a-f]{12,}$/.test(part) ? '{}' : part))
    .join('/')
}

async function links (page) {
  const all = await page.locator('a[href^="/"]').evaluateAll((found) => found
    .filter((each) => !each.hasAttribute('download')).map((each) => each.getAttribute('href')))
  return all.map((href) => href.split(/[?#]/)[0])
}

/// What has no page to show: files, and what goes on to another page.
function isPage (path) {
  return !/\.(csv|json|xml|ics|svg|zip)$/.test(path) &&
    !/^\/(assets|api|a|watch|definitions\/edit)(\/|$)/.test(path)
}

/// `done`: kinds of addresses that somebody else looked at already; grows.
export async function walkEverywhere (browser, kind, user, done) {
  const site = await newPage(browser, kind)
  await signIn(site.page, user)
  const seen = new Map([['/work', '/work']])
  for (const [name, path] of seen) { // grows while it is walked
    assert.ok(seen.size < 80, 'addresses have no end: ' + [...seen.keys()].join(' '))
    await site.page.goto(address + path)
    if (!done.has(name)) await look(site, `every${name.replaceAll('/', '-').replaceAll('{}', 'x')}`)
    done.add(name)
    for (const found of await links(site.page)) {
      if (isPage(found) && !seen.has(shape(found))) seen.set(shape(found), found)
    }
  }
  await site.context.close()
}
