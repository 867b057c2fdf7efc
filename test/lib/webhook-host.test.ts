import t from 'tap'
import { findWebhookHost, mayLeadTo, parseWebhookHosts } from '../../src/lib/webhook-host.ts'

await t.test('a list of hosts: https unless http is said', async t => {
  t.same(parseWebhookHosts('Hooks.example.vn, *.so.vn:8443,http://10.0.0.5:8080'), [
    { protocol: 'https:', hostname: 'hooks.example.vn', port: '' },
    { protocol: 'https:', hostname: '*.so.vn', port: '8443' },
    { protocol: 'http:', hostname: '10.0.0.5', port: '8080' },
  ])
  for (const wrong of ['', 'a b', 'ftp://x', 'https://x/path', 'https://x/', 'u:p@x', '*'])
    t.equal(parseWebhookHosts(wrong), null, wrong)
})

await t.test('an address is allowed by scheme, whole host and port', async t => {
  const hosts = parseWebhookHosts('hooks.example.vn, *.so.vn, http://127.0.0.1:9000') ?? []
  for (const good of ['https://hooks.example.vn/a?b=c', 'https://a.b.so.vn', 'http://127.0.0.1:9000/x'])
    t.ok(findWebhookHost(good, hosts), good)
  const bad = [
    'http://hooks.example.vn',
    'https://hooks.example.vn:444',
    'https://hooks.example.vn.evil.example',
    'https://evilso.vn',
    'https://so.vn',
    'https://u:p@hooks.example.vn',
    'https://hooks.example.vn#x',
    'http://127.1:9001',
    'file:///etc/passwd',
    'nothing',
  ]
  for (const one of bad) t.notOk(findWebhookHost(one, hosts), one)
  t.ok(findWebhookHost('http://127.1:9000', hosts), 'the same address, written otherwise')
})

await t.test('a name leads to no address of this machine or of a cloud’s own', async t => {
  const [named] = parseWebhookHosts('hooks.example.vn') ?? []
  for (const address of [
    '127.0.0.1',
    '0.0.0.0',
    '169.254.169.254',
    '::1',
    '::',
    'fe80::1',
    '::ffff:127.0.0.1',
    '224.0.0.1',
    'x',
  ])
    t.notOk(mayLeadTo(named!, address), address)
  for (const address of ['203.0.113.9', '10.1.2.3', '192.168.1.4', '2001:db8::1', '::ffff:203.0.113.9'])
    t.ok(mayLeadTo(named!, address), address)
  const [literal] = parseWebhookHosts('http://localhost:1') ?? []
  t.ok(mayLeadTo(literal!, '127.0.0.1'), 'unless it is named as such')
})
