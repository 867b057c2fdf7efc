import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Db, Row } from '../../data/schema.ts'
import type { DeliveryState } from '../../data/schema-api.ts'
import { type ListedDelivery, listDeliveries } from '../../data/webhook-delivery.ts'
import { formatDateTime } from '../../i18n/format.ts'
import type { CellPart, TablePart } from '../../render/parts.ts'

const mostShown = 100

const kinds = {
  planned: 'waiting',
  sending: 'waiting',
  delivered: 'done',
  dead: 'late',
  cancelled: 'suspended',
} as const satisfies Record<DeliveryState, string>

/** The latest deliveries with the attempts at them; a dead one can be sent again. */
export async function deliveryTable(db: Db, request: FastifyRequest, webhookId: string): Promise<TablePart> {
  const { t, locale } = request
  const rows = await listDeliveries(db, webhookId, mostShown)
  return {
    id: 'deliveries',
    caption: t('page.webhooks.deliveries'),
    columns: [
      { label: t('page.webhooks.column.events'), card: 'title' },
      { label: t('page.webhooks.column.when'), kind: 'date' },
      { label: t('page.webhooks.column.state'), kind: 'status' },
      { label: t('page.webhooks.column.attempts') },
      { label: t('page.webhooks.column.act'), kind: 'act', card: 'bare' },
    ],
    rows: rows.map(row => ({
      id: row.id,
      late: row.state === 'dead',
      cells: [
        { text: t(`webhook.event.${row.event_name as 'task.issued'}`), sub: row.id },
        formatDateTime(row.created_at, locale),
        { status: { kind: kinds[row.state], word: t(`delivery.state.${row.state}`) } },
        attemptsOf(request, row),
        row.state === 'dead' ? { acts: [resendOf(request, row)] } : '',
      ],
    })),
    empty: {
      icon: 'ledger',
      fact: t('page.webhooks.no_deliveries'),
      next: t('page.webhooks.no_deliveries_next'),
    },
  }
}

/** The last attempt, how many there were before, and when the next one comes. */
function attemptsOf({ t, locale }: FastifyRequest, { tries, state, next_try_at }: ListedDelivery): CellPart {
  const [last, ...before] = tries
  if (!last) return ''
  const sub = [
    ...(before.length > 0 ? [t('page.webhooks.more_attempts', { count: before.length })] : []),
    ...(state === 'planned' ? [t('page.webhooks.next', { at: formatDateTime(next_try_at, locale) })] : []),
  ]
  return { text: attemptWord(t, locale, last), ...(sub.length > 0 ? { sub: sub.join(', ') } : {}) }
}

function attemptWord(
  t: FastifyRequest['t'],
  locale: FastifyRequest['locale'],
  { at, status, ms, error }: Row<'webhook_attempt'>,
): string {
  const when = formatDateTime(at, locale)
  return status === null
    ? t('page.webhooks.attempt_error', { at: when, error, ms: String(ms) })
    : t('page.webhooks.attempt', { at: when, status: String(status), ms: String(ms) })
}

function resendOf({ t }: FastifyRequest, { id, webhook_id }: ListedDelivery) {
  return {
    label: t('page.webhooks.resend'),
    kind: 'line' as const,
    small: true,
    action: `/admin/webhooks/${webhook_id}/deliveries/${id}/resend`,
    fields: { act_id: randomUUID() },
  }
}
