import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t, { type Test } from 'tap'
import { createRenderer, escapeHtml } from '../../src/render/renderer.ts'
import { h, nonce } from './frame.ts'

declare module '../../src/render/views.ts' {
  interface Views {
    'trial/page': Record<string, unknown>
  }
}

/** A views folder with one page and, where given, one partial. */
function trial(t: Test, page: string, part = '') {
  const viewsDir = t.testdir()
  mkdirSync(join(viewsDir, 'trial'))
  writeFileSync(join(viewsDir, 'trial/page.eta'), page)
  writeFileSync(join(viewsDir, 'trial/part.eta'), part)
  const render = createRenderer({ viewsDir })
  return (data: Record<string, unknown>) => render('trial/page', data, { h })
}

await t.test('the five characters are escaped in text and attributes', async t => {
  t.equal(escapeHtml(`&<>"'`), '&amp;&lt;&gt;&quot;&#39;')
  const render = trial(t, '<p title="<%= it.word %>"><%= it.word %></p>')
  t.equal(render({ word: `<b>&"'` }), '<p title="&lt;b&gt;&amp;&quot;&#39;">&lt;b&gt;&amp;&quot;&#39;</p>')
})

await t.test('numbers and booleans print as they are', async t => {
  t.equal(trial(t, '<%= it.n %> <%= it.yes %>')({ n: 0, yes: false }), '0 false')
})

await t.test('null, undefined and objects throw, and the message names file and line', async t => {
  const render = trial(t, 'first\n<%= it.missing %>')
  t.throws(() => render({}), /page\.eta:2[\s\S]*a view prints undefined/)
  t.throws(() => render({ missing: null }), /a view prints null/)
  t.throws(() => render({ missing: { a: 1 } }), /a view prints object/)
})

await t.test('a partial sees the helpers and what it is given, nothing of its caller', async t => {
  const render = trial(
    t,
    "<%~ partial('trial/part', { own: 'x' }) %>",
    "<%= it.own %> <%= typeof it.secret %> <%= h.fieldId('a') %>",
  )
  t.equal(render({ secret: 'of the page' }), 'x undefined f-a')
})

await t.test('a statement may begin with a bracket', async t => {
  const render = trial(t, '<% const list = it.list %><% (list ?? []).forEach(n => { %><%= n %>,<% }) %>')
  t.equal(render({ list: [1, 2] }), '1,2,')
})

await t.test('templates are compiled once', async t => {
  const viewsDir = t.testdir({ trial: { 'page.eta': 'before' } })
  const render = createRenderer({ viewsDir })
  t.equal(render('trial/page', {}, { h }), 'before')
  writeFileSync(join(viewsDir, 'trial/page.eta'), 'after')
  t.equal(render('trial/page', {}, { h }), 'before')
})

await t.test('a view that does not exist, or lies outside the folder, throws', async t => {
  t.throws(() => trial(t, "<%~ partial('trial/none', {}) %>")({}), /view \/trial\/none is not in/)
  t.throws(() => trial(t, "<%~ partial('../../package', {}) %>")({}), /is not in/)
})

await t.test('helpers: ids, attributes, htmx with the nonce, icons and states that exist', async t => {
  t.equal(h.partId('task', 'a b/1'), 'task-a-b-1')
  t.equal(
    h.attrs({ id: 'a"b', hidden: true, value: '', no: false, nothing: null }),
    'id="a&quot;b" hidden value=""',
  )
  t.equal(h.hx({ post: '/x' }), `hx-post="/x" hx-nonce="${nonce}"`)
  t.match(h.icon('task'), /^<svg class="icon"[^>]*aria-hidden="true">/)
  t.throws(() => h.icon('unicorn'), /no icon unicorn/)
  t.throws(() => h.status('unicorn'), /no status unicorn/)
})

await t.test('no view uses include, raw request data, inline handlers or inline styles', async t => {
  const views = readdirSync('views', { recursive: true, encoding: 'utf8' }).filter(file =>
    file.endsWith('.eta'),
  )
  t.ok(views.length > 40)
  for (const file of views) {
    const text = readFileSync(join('views', file), 'utf8')
    t.notMatch(text, /<%[~=]?\s*include\(/, `${file} uses partial`)
    t.notMatch(
      text,
      /<%~(?!\s*(partial\(|h\.(icon|attrs|hx)\(|it\.(body|aria)|more|input|it\.\w+ \? h\.hx))/,
      `${file}: raw output`,
    )
    if (!file.startsWith('mail')) t.notMatch(text, /\s(on[a-z]+|style|hx-on[^=]*)="/, `${file} fits the CSP`)
    t.ok(text.split('\n').length <= 81, `${file} is short`)
  }
})
