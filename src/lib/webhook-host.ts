import { BlockList, isIP } from 'node:net'

/** One entry of WEBHOOK_HOSTS: to whom the office may be made to send anything. */
export interface WebhookHost {
  protocol: 'https:' | 'http:'
  /** Lower case; `*.example.vn` stands for every name below. */
  hostname: string
  /** '' for the usual one. */
  port: string
}

/** Reads `host`, `host:port`, `*.host` (all https) or `http://host:port`, comma-separated; null where one is none. */
export function parseWebhookHosts(text: string): WebhookHost[] | null {
  const hosts = text.split(',').map(entry => hostOf(entry.trim()))
  return hosts.every(host => host !== null) ? hosts : null
}

function hostOf(entry: string): WebhookHost | null {
  const wild = entry.replace(/^((?:https?:\/\/)?)\*\./, '$1')
  const url = URL.parse(/^https?:\/\//.test(wild) ? wild : `https://${wild}`)
  const isBare = url && url.pathname === '/' && url.search === '' && url.hash === '' && url.username === ''
  if (
    !isBare ||
    url.hostname.includes('*') ||
    !/^https?:$/.test(url.protocol) ||
    url.hostname === '' ||
    wild.endsWith('/')
  )
    return null
  const hostname = wild === entry ? url.hostname : `*.${url.hostname}`
  return { protocol: url.protocol as WebhookHost['protocol'], hostname, port: url.port }
}

/** The entry that allows the address; undefined: nothing may be sent there. */
export function findWebhookHost(address: string, hosts: readonly WebhookHost[]): WebhookHost | undefined {
  const url = URL.parse(address)
  if (url?.username !== '' || url.password !== '' || url.hash !== '') return undefined
  return hosts.find(host => {
    const { hostname, protocol, port } = host
    const fits = hostname.startsWith('*.')
      ? url.hostname.endsWith(hostname.slice(1))
      : url.hostname === hostname
    return fits && url.protocol === protocol && url.port === port
  })
}

const never = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['192.0.0.0', 24],
  ['224.0.0.0', 3],
] as const)
  never.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 127],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  never.addSubnet(net, bits, 'ipv6')

/**
 * Whether a name that was allowed may lead to this address. Not to this very machine, a cloud's metadata or a group of
 * machines, whatever a name server says; an entry that names the address or `localhost` itself is taken at its word.
 * Addresses of private networks are allowed: offices run such systems there, and whoever set the name vouches for it.
 */
export function mayLeadTo(host: WebhookHost, address: string): boolean {
  const literal = host.hostname.replace(/^\[|\]$/g, '')
  if (literal === 'localhost' || isIP(literal) !== 0) return true
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  const plain = mapped ?? address
  const kind = isIP(plain)
  return kind !== 0 && !never.check(plain, kind === 4 ? 'ipv4' : 'ipv6')
}
