import type { Insertable, Kysely, Selectable, Updateable } from 'kysely'
import type * as api from './schema-api.ts'
import type * as document from './schema-document.ts'
import type * as exports from './schema-export.ts'
import type * as figure from './schema-figure.ts'
import type * as inspection from './schema-inspection.ts'
import type * as link from './schema-link.ts'
import type * as meeting from './schema-meeting.ts'
import type * as obligation from './schema-obligation.ts'
import type * as office from './schema-office.ts'
import type * as parts from './schema-parts.ts'
import type * as people from './schema-people.ts'
import type * as period from './schema-period.ts'
import type * as policy from './schema-policy.ts'
import type * as record from './schema-record.ts'
import type * as reopening from './schema-reopening.ts'
import type * as request from './schema-request.ts'
import type * as search from './schema-search.ts'
import type * as task from './schema-task.ts'
import type * as unitSheet from './schema-unit-sheet.ts'

/** All tables: singular nouns; columns are text, integer (0/1 for booleans); ids are UUIDv7 (DECISIONS 8). */
export interface Schema {
  access_log: office.AccessLogTable
  api_token: api.ApiTokenTable
  api_token_use: api.ApiTokenUseTable
  appointment: office.AppointmentTable
  assignment_draft: inspection.AssignmentDraftTable
  attempt: office.AttemptTable
  attention: meeting.AttentionTable
  calendar_change: period.CalendarChangeTable
  calendar_day: office.CalendarDayTable
  calendar_feed: search.CalendarFeedTable
  chain_head: record.ChainHeadTable
  co_unit: task.CoUnitTable
  comment: request.CommentTable
  committee: office.CommitteeTable
  conclusion_draft: inspection.ConclusionDraftTable
  document_setting: document.DocumentSettingTable
  document_template: document.DocumentTemplateTable
  emulation_model: link.EmulationModelTable
  emulation_model_link: link.EmulationModelLinkTable
  event: record.EventTable
  event_dispatch: record.EventDispatchTable
  event_text: record.EventTextTable
  evidence: task.EvidenceTable
  export: exports.ExportTable
  extension: request.ExtensionTable
  figure_version: figure.FigureVersionTable
  file: inspection.FileTable
  form_draft: office.FormDraftTable
  handover: people.HandoverTable
  handover_item: people.HandoverItemTable
  inspection: inspection.InspectionTable
  mail_act_link: link.MailActLinkTable
  meeting: meeting.MeetingTable
  meeting_attendance: meeting.MeetingAttendanceTable
  meeting_item: meeting.MeetingItemTable
  meeting_note: meeting.MeetingNoteTable
  mention: parts.MentionTable
  message: record.MessageTable
  non_implementation: request.NonImplementationTable
  obligation: obligation.ObligationTable
  obligation_cycle: obligation.ObligationCycleTable
  obligation_schedule: obligation.ObligationScheduleTable
  office: office.OfficeTable
  office_clock: office.OfficeClockTable
  one_use_link: office.OneUseLinkTable
  person: office.PersonTable
  policy: policy.PolicyTable
  recommendation: inspection.RecommendationTable
  recommendation_decision: obligation.RecommendationDecisionTable
  refusal: request.RefusalTable
  reminder: record.ReminderTable
  reopening: reopening.ReopeningTable
  search_build: search.SearchBuildTable
  search_entry: search.SearchEntryTable
  session: office.SessionTable
  snapshot: figure.SnapshotTable
  snapshot_day: figure.SnapshotDayTable
  status_image: figure.StatusImageTable
  status_mark: figure.StatusMarkTable
  status_mark_day: figure.StatusMarkDayTable
  status_summary: figure.StatusSummaryTable
  subtask: parts.SubtaskTable
  suspension: request.SuspensionTable
  suspension_request: reopening.SuspensionRequestTable
  task: task.TaskTable
  task_period: period.TaskPeriodTable
  task_text: task.TaskTextTable
  task_update: task.TaskUpdateTable
  unit: office.UnitTable
  unit_alias: office.UnitAliasTable
  update_request: parts.UpdateRequestTable
  unit_name: people.UnitNameTable
  unit_sheet: unitSheet.UnitSheetTable
  unit_sheet_return: unitSheet.UnitSheetReturnTable
  unit_period: period.UnitPeriodTable
  verdict: request.VerdictTable
  webhook: api.WebhookTable
  webhook_attempt: api.WebhookAttemptTable
  webhook_delivery: api.WebhookDeliveryTable
  workbook: inspection.WorkbookTable
  worker_status: office.WorkerStatusTable
}

/** A Kysely over our schema: the whole database, one of its connections, or an open transaction. */
export type Db = Kysely<Schema>

export type Row<T extends keyof Schema> = Selectable<Schema[T]>
export type NewRow<T extends keyof Schema> = Insertable<Schema[T]>
export type RowChange<T extends keyof Schema> = Updateable<Schema[T]>
