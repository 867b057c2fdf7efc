import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds on the page as it stands, by rule with the first place; the page's own policy allows no script of ours. */
export async function violationsOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page)
  try {
    await session.send('Runtime.evaluate', { expression: source })
    const { result } = await session.send('Runtime.evaluate', {
      expression: `axe.run({ resultTypes: ['violations'] }).then(r => JSON.stringify(r.violations.map(v => v.id + ' ' + v.nodes[0].target.join(' '))))`,
      awaitPromise: true,
    })
    return JSON.parse(String(result.value)) as string[]
  } finally {
    await session.detach()
  }
}

/** Errors of the page's console, which the content security policy's refusals are, and of its scripts. */
export function watchPage(page: Page): string[] {
  const faults: string[] = []
  page.on('console', message => {
    // A form that is refused with 409 or 422 is no fault of the page.
    if (message.type() === 'error' && !/status of 4(09|22)/.test(message.text()))
      faults.push(`${page.url()}: ${message.text()}`)
  })
  page.on('pageerror', error => faults.push(`${page.url()}: ${error.message}`))
  return faults
}
