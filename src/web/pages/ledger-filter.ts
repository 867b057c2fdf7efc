import type { FastifyRequest } from 'fastify'
import { listLedgerPeople } from '../../data/ledger-choice.ts'
import type { Db } from '../../data/schema.ts'
import { defaultLadder } from '../../domain/reminder-ladder.ts'
import { formatDate } from '../../i18n/format.ts'
import type { Translate } from '../../i18n/translate.ts'
import type { FieldDescriptor, FieldOption } from '../../render/form.ts'
import { isNarrowed, type LedgerChoice, ledgerResults } from './ledger-query.ts'
import { rungWord } from './rung-word.ts'

export interface LedgerFilterBar {
  id: string
  label: string
  action: string
  fields: FieldDescriptor[]
  hidden: Record<string, string>
  resetHref?: string
  /** The button's words, where it does not narrow a list. */
  submit?: string
}

/** The filters as a form whose answer is an address. */
export async function ledgerFilterBar(
  db: Db,
  request: FastifyRequest,
  choice: LedgerChoice,
  units: Named[],
): Promise<LedgerFilterBar> {
  const { t, actor } = request
  const people = await listLedgerPeople(db, actor)
  const fields = [
    select('unit', 'page.ledger.filter.unit', choice.unit, options(units)),
    select('person', 'page.ledger.column.person', choice.person, options(people)),
    select(
      'rung',
      'page.ledger.column.rung',
      choice.rung,
      defaultLadder.map(({ rung }) => ({ value: rung, label: rungWord(t, rung) })),
    ),
    select(
      'result',
      'page.ledger.filter.result',
      choice.result,
      ledgerResults.map(result => ({ value: result, label: t(`page.ledger.result.${result}`) })),
    ),
    untilField(choice, t),
  ]
  return {
    id: 'ledger-filter',
    label: t('page.ledger.filter'),
    action: '/ledger',
    fields,
    hidden: choice.task ? { task: choice.task } : {},
    ...(isNarrowed(choice) || choice.untilTyped !== '' ? { resetHref: '/ledger' } : {}),
  }
}

interface Named {
  id: string
  name: string
}

function options(rows: Named[]): FieldOption[] {
  return rows.map(({ id, name }) => ({ value: id, label: name }))
}

function select(name: string, labelKey: string, value: string, choices: FieldOption[]): FieldDescriptor {
  return {
    kind: 'select',
    name,
    labelKey,
    value,
    options: choices,
    emptyKey: 'page.ledger.filter.all',
    required: true,
  }
}

/** A date that cannot be read stays as typed, with a sentence; the ledger is shown whole meanwhile. */
function untilField(choice: LedgerChoice, t: Translate): FieldDescriptor {
  const wrong = choice.untilTyped !== '' && choice.until === null
  return {
    name: 'until',
    kind: 'date',
    labelKey: 'page.ledger.filter.until',
    value: choice.until ? formatDate(choice.until) : choice.untilTyped,
    required: true,
    ...(wrong ? { error: t('error.not_a_date') } : {}),
  }
}
