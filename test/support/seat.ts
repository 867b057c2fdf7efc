import type { Page } from 'playwright-core'

/** Through the sample's door. A busy machine sheds requests; a person would press again. */
export async function enter(page: Page, { url }: { url: string }): Promise<void> {
  page.setDefaultTimeout(90_000)
  for (let tries = 0; tries < 5 && page.url() !== `${url}/`; tries++) {
    await page.goto(`${url}/sign-in`)
    if (page.url() === `${url}/`) return
    await page.locator('form[action="/sample/enter"] button').click()
    await page.waitForURL(`${url}/`, { timeout: 20_000 }).catch(() => {})
  }
}

/** Plays somebody of the sample's cast from here on; the page must show the list of seats. */
export async function takeSeat(page: Page, name: string): Promise<void> {
  const option = page.locator('select[name=person] option').filter({ hasText: name }).first()
  await page.locator('select[name=person]').selectOption(await option.getAttribute('value'))
  await page.getByRole('button', { name: 'Đổi vai' }).click()
  await page.waitForLoadState('networkidle')
}

/** Presses a button and waits until its form is answered and the page that follows stands. */
export async function press(page: Page, name: string | RegExp): Promise<void> {
  const answered = page.waitForResponse(response => response.request().method() === 'POST')
  const button = page.locator('main').getByRole('button', { name, exact: typeof name === 'string' })
  await button.first().click()
  await answered
  await page.waitForLoadState('networkidle')
}
