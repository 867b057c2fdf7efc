import type { FastifyRequest } from 'fastify'
import type { ObligationOfUnit } from '../../data/obligation.ts'
import type { Db } from '../../data/schema.ts'
import { holdingOver } from '../../domain/authority.ts'
import { cycleDueOn } from '../../domain/obligation-cycle.ts'
import { nextPeriod } from '../../domain/obligation-period.ts'
import { periodName } from '../../lib/period-name.ts'
import type { AnswerPart } from '../../render/parts.ts'
import { actIdFor, type Failure, type FormPage } from '../forms/answer.ts'
import { type Form, fill, strayErrors } from '../forms/form.ts'
import { behalfFieldsIn } from '../forms/on-behalf.ts'
import { helpersOf } from '../plugins/views.ts'
import { factsOf, obligationTrail } from './obligation-facts.ts'
import { shortDate } from './standing-act-page.ts'
import { longDate, type Words } from './words.ts'

export interface IssueState {
  form?: Form | undefined
  fileId: string | null
  failure?: Failure | undefined
}

/** A secretary issues what a leader signed (DECISIONS 22). */
export function issuesOnBehalf({ actor }: FastifyRequest, { organisation_id }: ObligationOfUnit): boolean {
  return holdingOver(actor, 'leader', organisation_id) === undefined
}

/** The draft once more, with its first period and deadline; only the button on this page issues it. */
export async function obligationIssuePage(
  db: Db,
  request: FastifyRequest,
  { obligation, words }: { obligation: ObligationOfUnit; words: Words },
  { form, fileId, failure }: IssueState,
): Promise<FormPage> {
  const { t } = words
  const errors = failure?.errors ?? {}
  const place = { organisationId: obligation.organisation_id, personId: request.actor.person.id, words }
  const known = issuesOnBehalf(request, obligation)
    ? await behalfFieldsIn(db, place, fileId, helpersOf(request))
    : []
  const fields = fill(known, form?.typed ?? {}, errors)
  const title = t('obligation.issue.title')
  const here = `/obligations/${obligation.id}`
  return {
    view: 'standing/act',
    data: {
      title,
      lead: t('obligation.issue.lead'),
      trail: [
        ...obligationTrail(obligation, words),
        { label: t('obligation.one'), href: here },
        { label: title },
      ],
      about: [],
      warnings: [],
      answers: [
        { label: t('field.obligationTitle'), value: obligation.title },
        ...(await factsOf(db, obligation, words)),
        ...firstCycle(obligation, words),
      ],
      form: {
        id: 'standing-form',
        action: `${here}/issue`,
        actId: actIdFor(form),
        version: form && !failure?.conflict ? form.version : obligation.version,
        groups:
          fields.length > 0
            ? [{ legendKey: 'page.act.behalf', hintKey: 'page.act.behalf.hint', fields }]
            : [],
        hidden: fileId ? { behalfFileId: fileId } : {},
        submit: t('obligation.act.issue'),
        submitIcon: 'send',
        others: [{ label: t('obligation.act.change'), href: `${here}/preparation`, kind: 'line' }],
        cancel: { label: t('obligation.issue.later'), href: here },
        errors: [...(failure?.summary ?? []), ...strayErrors(fields, errors)],
      },
    },
    options: { title, nav: 'inspections' },
  }
}

function firstCycle(obligation: ObligationOfUnit, words: Words): AnswerPart[] {
  const { t, today, calendar } = words
  const period = nextPeriod(obligation, today)
  const values = {
    name: periodName(obligation.cycle, period.to),
    from: shortDate(period.from),
    to: shortDate(period.to),
  }
  return [
    { label: t('obligation.first'), value: t('obligation.first.value', values) },
    {
      label: t('obligation.first.due'),
      value: longDate(cycleDueOn(period, obligation.send_days, calendar), words),
    },
  ]
}
