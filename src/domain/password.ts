import { hash, verify } from '@node-rs/argon2'
import { commonPasswords } from '../lib/common-passwords.ts'
import { fold } from '../lib/fold.ts'
import type { ErrorKey } from './errors.ts'

/** RELIABILITY A1 and A2. Lengths count characters after NFC. */
export const passwordLengths = { least: 8, most: 1_000 }
/** argon2id, 19 MiB, two passes; the package runs it on threads of its own. */
const cost = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
/** More at once would only slow each other and the pages down. */
const mostAtOnce = 2

/** What a bad password is refused with; undefined when it may be used. `words` are names that must not be all of it. */
export function passwordFault(password: string, words: readonly string[]): ErrorKey | undefined {
  const plain = password.normalize('NFC')
  const length = Array.from(plain).length
  if (length < passwordLengths.least) {
    return { key: 'error.password.short', values: { least: passwordLengths.least } }
  }
  if (length > passwordLengths.most)
    return { key: 'error.password.long', values: { most: passwordLengths.most } }
  return isGuessable(fold(plain), words) ? 'error.password.common' : undefined
}

/** The hash to store; NFC first, so that the same password typed as NFD fits (A2). */
export async function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), cost))
}

/** Whether the password fits; without a hash the same work is done for nothing, so that time tells nothing (A8). */
export async function isPassword(stored: string | null, password: string): Promise<boolean> {
  const typed = password.normalize('NFC')
  const known = stored !== null && typed.length <= passwordLengths.most * 2
  const fits = await inTurn(() => verify(known ? stored : nobodysHash, known ? typed : ''))
  return fits && known
}

/** Of a random password that nobody knows, made with the cost above. */
const nobodysHash =
  '$argon2id$v=19$m=19456,t=2,p=1$GO1/e8dia9CXvgkEQo2hWg$LpSXFR2GQSZx7f/I9gsCESYl3CTHQLvoPlxfNhDTEeU'

function isGuessable(folded: string, words: readonly string[]): boolean {
  const core = folded.replace(/^[^a-z]+|[^a-z]+$/g, '')
  const forms = [folded, core, solid(folded), solid(core)]
  if (forms.some(form => commonPasswords.has(form)) || isRun(folded)) return true
  const known = new Set(words.flatMap(namesIn))
  return forms.some(form => known.has(form))
}

function solid(text: string): string {
  return text.replace(/[^a-z0-9]/g, '')
}

/** A name as people put it into a password: whole without spaces, its words, an address before the @. */
function namesIn(word: string): string[] {
  const [local = ''] = fold(word).split('@')
  const parts = local.split(/[^a-z0-9]+/).filter(part => part !== '')
  return [parts.join(''), ...parts].filter(name => name.length >= 3)
}

/** One character over and over, one short piece over and over, or neighbours in order: aaaaaaaa, abab…, 23456789. */
function isRun(text: string): boolean {
  if (/^(.{1,3})\1+.{0,2}$/.test(text) && new Set(text).size <= 3) return true
  const steps = Array.from(
    { length: text.length - 1 },
    (_, at) => text.charCodeAt(at + 1) - text.charCodeAt(at),
  )
  return steps.every(step => step === 1) || steps.every(step => step === -1)
}

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= mostAtOnce) await new Promise<void>(resolve => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}
