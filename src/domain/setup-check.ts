import { timingSafeEqual } from 'node:crypto'
import type { Db } from '../data/schema.ts'
import { isEmailAddress } from '../lib/email-address.ts'
import { fold, normaliseLine } from '../lib/fold.ts'
import { sha256 } from '../lib/sha256.ts'
import { normaliseEmail, tooManyAttempts } from './account.ts'
import { forgiveAttempt, takeAttempt } from './attempt.ts'
import type { ErrorKey } from './errors.ts'
import { fieldCheck } from './field-check.ts'
import { passwordFault } from './password.ts'

export interface OfficeInput {
  /** The code printed on the terminal. */
  code: string
  officeName: string
  parentName: string
  shortName: string
  place: string
  helpContact: string
  adminName: string
  adminEmail: string
  adminPassword: string
  secretaryName: string
  secretaryEmail: string
  secretaryPassword: string
  /** One name a line. */
  units: string
}

export interface SetupGate {
  /** Null where this process printed none: then no code fits. */
  setupCode: string | null
  address: string
  /** The system's clock. */
  now: Date
}

const mostUnits = 300

/**
 * What the code is refused with, if it is not the one on the terminal. Wrong ones are counted by address and all
 * together; once they are used up even the right one is not looked at.
 */
export async function findCodeFault(db: Db, typed: string, gate: SetupGate): Promise<ErrorKey | undefined> {
  const attempt = { kind: 'setup', accountKey: 'setup', address: gate.address } as const
  const attemptId = await takeAttempt(db, attempt, gate.now)
  if (!attemptId) return tooManyAttempts
  if (gate.setupCode === null || !isSameCode(typed, gate.setupCode)) return 'error.setup_code'
  await forgiveAttempt(db, attemptId)
  return undefined
}

function isSameCode(typed: string, code: string): boolean {
  const [a, b] = [typed, code].map(text => Buffer.from(sha256(text.toUpperCase().replace(/[^A-Z0-9]/g, ''))))
  return timingSafeEqual(a as Buffer, b as Buffer)
}

/** The units as typed, one name a line. */
export function unitNames(input: OfficeInput): string[] {
  return input.units
    .split('\n')
    .map(normaliseLine)
    .filter(name => name !== '')
}

/** Everything that is wrong with the form, by field, the code included. @throws Invalid */
export function checkOffice(input: OfficeInput, units: string[], codeFault: ErrorKey | undefined): void {
  const check = fieldCheck()
  if (codeFault) check.refuse('code', codeFault)
  check.text('officeName', input.officeName, 'line')
  for (const field of ['parentName', 'shortName', 'place', 'helpContact'] as const)
    check.text(field, input[field], 'line', false)
  for (const who of ['admin', 'secretary'] as const) {
    const email = normaliseEmail(input[`${who}Email`])
    check.text(`${who}Name`, input[`${who}Name`], 'line')
    check.text(`${who}Email`, email, 'line')
    check.refuseIf(email !== '' && !isEmailAddress(email), `${who}Email`, 'error.not_an_email')
    const names = [input[`${who}Name`], email, input.officeName, input.shortName]
    const fault = passwordFault(input[`${who}Password`], names)
    if (fault) check.refuse(`${who}Password`, fault)
  }
  const isSame = normaliseEmail(input.adminEmail) === normaliseEmail(input.secretaryEmail)
  check.refuseIf(isSame, 'secretaryEmail', 'error.email_taken')
  checkUnits(check, units)
  check.done()
}

function checkUnits(check: ReturnType<typeof fieldCheck>, units: string[]): void {
  const folded = units.map(fold)
  const twice = units.find((_, at) => folded.indexOf(folded[at] as string) !== at)
  check.refuseIf(units.length === 0, 'units', 'error.required.units')
  check.refuseIf(units.length > mostUnits, 'units', {
    key: 'error.too_many_units',
    values: { most: mostUnits },
  })
  if (twice !== undefined) check.refuse('units', { key: 'error.unit_twice', values: { name: twice } })
  for (const name of units) check.text('units', name, 'line')
}
