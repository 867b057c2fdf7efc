import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor } from '../../data/actor.ts'
import { findActiveTemplate } from '../../data/document-template.ts'
import type { SigningAuthority } from '../../data/schema-document.ts'
import type { Role } from '../../data/schema-office.ts'
import { recordAccess } from '../../domain/access-log.ts'
import { findCalendar } from '../../domain/calendar.ts'
import { findDocumentSettingOn, lastCutOff } from '../../domain/document-setting.ts'
import { authorities } from '../../domain/document-setting-change.ts'
import { Invalid, NotFound } from '../../domain/errors.ts'
import { findReminderLetter, findUnitsToUrge, type UnitToUrge } from '../../domain/reminder-letter.ts'
import { formatDate } from '../../i18n/format.ts'
import { isPlainDate, type PlainDate } from '../../lib/plain-date.ts'
import type { AdministrativeDocument } from '../../reports/administrative.ts'
import { drawDocument } from '../../reports/draw-document.ts'
import { letterDocument } from '../../reports/letter-text.ts'
import { attachmentHeader } from '../content-disposition.ts'
import { bodySchema, type Form, fill, readForm, type Typed } from '../forms/form.ts'
import { letterChoices, letterErrors, letterFields, letterQuery } from '../forms/reminder-letter.ts'
import { wordsOf } from '../forms/words.ts'
import { ownOrganisation } from '../pages/own-organisation.ts'
import { letterPreview } from '../pages/reminder-letter-page.ts'
import type { AppParts } from '../parts.ts'

const policy: readonly Role[] = ['secretary', 'leader']

/** Whether the way to the page is shown. */
export function mayWriteLetters(actor: Actor): boolean {
  return actor.holdings.some(held => policy.includes(held.role))
}

/** Công văn đôn đốc: chosen and looked over here, issued by the registry; nothing is stored but that it was taken. */
export async function reminderLetterRoutes(app: FastifyInstance, parts: AppParts): Promise<void> {
  const { reader, writer } = parts.database
  const schema = { querystring: bodySchema(letterFields) }

  app.get('/reminder-letters/new', { config: { policy }, schema }, async (request, reply) => {
    const { t, occasion } = request
    const asked = readForm(letterFields, request.query)
    const units = await unitsOf(request, asked)
    const isFirst = asked.line('shown') === ''
    const typed = isFirst ? await firstChoice(request, asked, units) : asked.typed
    const form = readForm(letterFields, typed)
    const wrong = letterErrors(form, occasion.today, units)
    const errors = Object.fromEntries(Object.entries(wrong).map(([name, key]) => [name, wordsOf(t, key)]))
    const isRight = Object.keys(wrong).length === 0
    const document = isRight ? await documentOf(request, form) : null
    const href = `/reminder-letters/letter.docx?${letterQuery(typed)}`
    const title = t('page.letter.title')
    const nothing = isFirst && units.length === 0 && !wrong.asOf
    const breadcrumb = [{ label: t('page.committee.title'), href: '/committee' }, { label: title }]
    const setting = await findDocumentSettingOn(
      reader,
      await ownOrganisation(reader, request.actor),
      occasion.today,
    )
    const closed = lastCutOff(occasion.today, setting.cut_off_day)
    const fields = fill(letterChoices({ t }, units, closed), typed, isFirst ? {} : errors)
    const data = {
      breadcrumb,
      form: nothing
        ? null
        : {
            id: 'letter-form',
            action: '/reminder-letters/new',
            method: 'get' as const,
            fields,
            submit: t('page.letter.preview'),
            submitKind: 'line' as const,
          },
      preview: document && letterPreview(document, { label: t('page.letter.download'), href, kind: 'solid' }),
      empty: nothing ? { icon: 'task', fact: t('page.letter.none'), next: t('page.letter.none_next') } : null,
    }
    const failed = !isFirst && !isRight
    return reply.page('document/letter', data, {
      title,
      nav: 'committee',
      failed,
      ...(failed ? { status: 422 } : {}),
    })
  })

  app.get('/reminder-letters/letter.docx', { config: { policy }, schema }, async (request, reply) => {
    const form = readForm(letterFields, request.query)
    const units = await unitsOf(request, form)
    if (Object.keys(letterErrors(form, request.occasion.today, units)).length > 0) {
      return reply.seeOther(`/reminder-letters/new?${letterQuery(form.typed)}`)
    }
    const document = await documentOf(request, form)
    const organisationId = await ownOrganisation(reader, request.actor)
    const template = await templateBytes(parts, organisationId)
    const bytes = await drawDocument({ as: 'docx', document, template })
    await recordAccess(writer, {
      kind: 'download',
      personId: request.actor.person.id,
      organisationId,
      detail: `reminder_letter ${form.date('asOf')} ${form.list('units').join(' ')}`,
      address: request.ip,
      at: parts.now(),
    })
    const name = `cong-van-don-doc-lan-${form.number('round')}-${form.date('asOf')}.docx`
    return reply
      .header('content-disposition', attachmentHeader(name))
      .type('application/vnd.openxmlformats-officedocument.wordprocessingml.document')
      .send(Buffer.from(bytes))
  })

  async function unitsOf({ actor, occasion }: FastifyRequest, form: Form): Promise<UnitToUrge[]> {
    const day = form.date('asOf') ?? occasion.today
    if (!isPlainDate(day) || day > occasion.today) return []
    try {
      return await findUnitsToUrge(reader, actor, { today: occasion.today, asOf: day })
    } catch (error) {
      // A day before the first recorded one has no figures, so there is nobody to urge.
      if (error instanceof Invalid) return []
      throw error
    }
  }

  async function firstChoice(
    { actor, occasion }: FastifyRequest,
    form: Form,
    units: UnitToUrge[],
  ): Promise<Typed> {
    const { today } = occasion
    const setting = await findDocumentSettingOn(reader, await ownOrganisation(reader, actor), today)
    const completeOn = (await findCalendar(reader)).addWorkingDays(today, 5)
    return {
      ...form.typed,
      asOf: formatDate(form.date('asOf') ?? today),
      units: units.map(unit => unit.id),
      completeOn: formatDate(completeOn),
      round: '1',
      authority: setting.authority,
      signedFor: setting.signed_for,
      signerTitle: setting.signer_title,
      signerName: setting.signer_name,
      shown: '1',
    }
  }

  async function documentOf(
    { actor, occasion }: FastifyRequest,
    form: Form,
  ): Promise<AdministrativeDocument> {
    const query = { today: occasion.today, asOf: form.date('asOf') as PlainDate, unitIds: form.list('units') }
    const letter = await findReminderLetter(reader, actor, query)
    const authority = authorities.find(known => known === form.line('authority')) as SigningAuthority
    const signer = {
      authority: authority ?? '',
      signed_for: form.line('signedFor'),
      signer_title: form.line('signerTitle'),
      signer_name: form.line('signerName'),
    }
    return letterDocument(
      { ...letter, setting: { ...letter.setting, ...signer } },
      {
        completeOn: form.date('completeOn') as PlainDate,
        round: form.number('round'),
        addressees: form
          .text('addressees')
          .split('\n')
          .map(line => line.trim())
          .filter(Boolean),
      },
    )
  }

  async function templateBytes({ files }: AppParts, organisationId: string): Promise<Uint8Array | null> {
    const fileId = await findActiveTemplate(reader, organisationId, 'letter')
    const stored = fileId ? await files.open(fileId) : null
    if (fileId && !stored) throw new NotFound()
    return stored ? new Uint8Array(Buffer.concat(await stored.stream.toArray())) : null
  }
}
