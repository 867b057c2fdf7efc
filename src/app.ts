import cookie from '@fastify/cookie'
import Fastify, { type FastifyInstance, LogController } from 'fastify'
import type { AppParts } from './web/parts.ts'
import { addApiTokens } from './web/plugins/api-token.ts'
import { addBodies } from './web/plugins/bodies.ts'
import { addCsrf } from './web/plugins/csrf.ts'
import { addCurrentPerson } from './web/plugins/current-person.ts'
import { addDrafts } from './web/plugins/draft.ts'
import { addErrors } from './web/plugins/errors.ts'
import { addFirstRun } from './web/plugins/first-run.ts'
import { addHeaders } from './web/plugins/headers.ts'
import { addInputGuard } from './web/plugins/input.ts'
import { addLimits } from './web/plugins/limits.ts'
import { addPolicy } from './web/plugins/policy.ts'
import { answerSocket, soundPath } from './web/plugins/raw-answer.ts'
import { addRequestLog } from './web/plugins/request-log.ts'
import { addSession } from './web/plugins/session.ts'
import { registerShared } from './web/plugins/shared.ts'
import { addViews } from './web/plugins/views.ts'
import { addWaiting } from './web/plugins/waiting.ts'
import { adminRoutes } from './web/routes/admin.ts'
import { apiRoutes } from './web/routes/api.ts'
import { apiTokenRoutes } from './web/routes/api-token.ts'
import { appointmentRoutes } from './web/routes/appointment.ts'
import { appointmentChangeRoutes } from './web/routes/appointment-change.ts'
import { assetRoutes } from './web/routes/asset.ts'
import { assignmentRoutes } from './web/routes/assignment.ts'
import { assignmentCheckRoutes } from './web/routes/assignment-check.ts'
import { calendarRoutes } from './web/routes/calendar.ts'
import { calendarDayRoutes } from './web/routes/calendar-days.ts'
import { calendarFeedRoutes } from './web/routes/calendar-feed.ts'
import { commentRoutes } from './web/routes/comment.ts'
import { committeeRoutes } from './web/routes/committee.ts'
import { committeeAttentionRoutes } from './web/routes/committee-attention.ts'
import { committeeChartRoutes } from './web/routes/committee-chart.ts'
import { committeeLiveRoutes } from './web/routes/committee-live.ts'
import { conclusionDraftRoutes } from './web/routes/conclusion-draft.ts'
import { documentSettingRoutes } from './web/routes/document-setting.ts'
import { documentTemplateRoutes } from './web/routes/document-template.ts'
import { draftRoutes } from './web/routes/draft.ts'
import { emulationModelRoutes } from './web/routes/emulation-model.ts'
import { emulationModelLinkRoutes } from './web/routes/emulation-model-link.ts'
import { evidenceRoutes } from './web/routes/evidence.ts'
import { exportRoutes } from './web/routes/export.ts'
import { fileRoutes } from './web/routes/file.ts'
import { forecastRoutes } from './web/routes/forecast.ts'
import { handoverRoutes } from './web/routes/handover.ts'
import { healthRoutes } from './web/routes/health.ts'
import { inspectionRoutes } from './web/routes/inspection.ts'
import { invitationRoutes } from './web/routes/invitation.ts'
import { issueRoutes } from './web/routes/issue.ts'
import { ledgerRoutes } from './web/routes/ledger.ts'
import { mailActRoutes } from './web/routes/mail-act.ts'
import { meetingRoutes } from './web/routes/meeting.ts'
import { meetingAgendaRoutes } from './web/routes/meeting-agenda.ts'
import { meetingItemRoutes } from './web/routes/meeting-item.ts'
import { myWorkRoutes } from './web/routes/my-work.ts'
import { obligationRoutes } from './web/routes/obligation.ts'
import { officeRoutes } from './web/routes/office.ts'
import { officerTransferRoutes } from './web/routes/officer-transfer.ts'
import { outboxRoutes } from './web/routes/outbox.ts'
import { personRoutes } from './web/routes/person.ts'
import { policyRoutes } from './web/routes/policy.ts'
import { profileRoutes } from './web/routes/profile.ts'
import { recommendationRoutes } from './web/routes/recommendation.ts'
import { reminderLetterRoutes } from './web/routes/reminder-letter.ts'
import { resetRoutes } from './web/routes/reset.ts'
import { sampleRoutes } from './web/routes/sample.ts'
import { searchRoutes } from './web/routes/search.ts'
import { sessionRoutes } from './web/routes/session.ts'
import { setupRoutes } from './web/routes/setup.ts'
import { taskRoutes } from './web/routes/task.ts'
import { taskActRoutes } from './web/routes/task-act.ts'
import { transferRoutes } from './web/routes/transfer.ts'
import { unitRoutes } from './web/routes/unit.ts'
import { unitAliasRoutes } from './web/routes/unit-alias.ts'
import { unitChangeRoutes } from './web/routes/unit-change.ts'
import { unitSheetRoutes } from './web/routes/unit-sheet.ts'
import { webhookRoutes } from './web/routes/webhook.ts'
import { workbookRoutes } from './web/routes/workbook.ts'

/** What each file under web/routes exports: its routes on the app, each with a policy. */
type Routes = (app: FastifyInstance, parts: AppParts) => Promise<void>

/** One line a resource. */
const routes: readonly Routes[] = [
  assetRoutes,
  healthRoutes,
  setupRoutes,
  sessionRoutes,
  sampleRoutes,
  invitationRoutes,
  resetRoutes,
  mailActRoutes,
  profileRoutes,
  committeeRoutes,
  committeeAttentionRoutes,
  committeeChartRoutes,
  committeeLiveRoutes,
  meetingRoutes,
  meetingAgendaRoutes,
  meetingItemRoutes,
  ledgerRoutes,
  forecastRoutes,
  outboxRoutes,
  adminRoutes,
  policyRoutes,
  officeRoutes,
  documentSettingRoutes,
  documentTemplateRoutes,
  reminderLetterRoutes,
  unitRoutes,
  unitAliasRoutes,
  unitChangeRoutes,
  unitSheetRoutes,
  handoverRoutes,
  transferRoutes,
  officerTransferRoutes,
  personRoutes,
  appointmentRoutes,
  appointmentChangeRoutes,
  calendarRoutes,
  calendarDayRoutes,
  calendarFeedRoutes,
  myWorkRoutes,
  searchRoutes,
  taskRoutes,
  taskActRoutes,
  commentRoutes,
  evidenceRoutes,
  emulationModelRoutes,
  emulationModelLinkRoutes,
  exportRoutes,
  fileRoutes,
  conclusionDraftRoutes,
  workbookRoutes,
  inspectionRoutes,
  recommendationRoutes,
  obligationRoutes,
  draftRoutes,
  issueRoutes,
  assignmentRoutes,
  assignmentCheckRoutes,
  apiRoutes,
  apiTokenRoutes,
  webhookRoutes,
]

/** In the order in which a request meets them. */
const plugins: readonly ((app: FastifyInstance, parts: AppParts) => void)[] = [
  addHeaders,
  addRequestLog,
  addViews,
  addLimits,
  addErrors,
  addCsrf,
  addSession,
  addCurrentPerson,
  addFirstRun,
  addApiTokens,
  addDrafts,
  addPolicy,
  addInputGuard,
  addBodies,
  addWaiting,
]

/** The web app out of its parts, not listening yet; `ready()` fails when a route declares no policy. */
export function buildApp(parts: AppParts): FastifyInstance {
  const app = Fastify({
    loggerInstance: parts.log,
    // Its lines hold whole URLs; plugins/request-log.ts writes ours.
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: trusted(parts.config.trustProxy),
    // RELIABILITY §1.11: without the checking interval Node looks at slow clients every 30 s only.
    http: { headersTimeout: 8_000, connectionsCheckingInterval: 2_000 },
    requestTimeout: 30_000,
    keepAliveTimeout: 65_000,
    routerOptions: { maxParamLength: 500, ignoreTrailingSlash: true },
    rewriteUrl: request => soundPath(request.url ?? '/'),
    clientErrorHandler: (error, socket) =>
      answerSocket(error, socket, parts.config.publicUrl.startsWith('https:')),
  })
  app.server.maxConnections = 2_000
  app.register(cookie)
  for (const plugin of plugins) registerShared(app, scope => plugin(scope, parts))
  for (const route of routes) app.register(async scope => route(scope, parts))
  return app
}

/** Fastify no longer takes a number of hops, since it cannot tell who the nearest one is; whoever sets it vouches. */
function trusted(hops: AppParts['config']['trustProxy']) {
  return typeof hops === 'number' ? (_address: string, hop: number) => hop < hops : hops
}
