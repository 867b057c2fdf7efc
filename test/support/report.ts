import { foldFigures } from '../../src/domain/figure-fold.ts'
import type { Report, ReportTask } from '../../src/domain/report.ts'

/** A task of the follow-up table with nothing said of it yet. */
export function reportTask(more: Partial<ReportTask> = {}): ReportTask {
  return {
    id: '0',
    code: '4.1',
    inspectionId: '1',
    inspectionNumber: 'KTra-2018-01',
    recommendationId: '2',
    recommendationOrdinal: 4,
    quote: 'Đề nghị Ban Giám đốc Sở ban hành Quy chế phối hợp.',
    title: 'Ban hành Quy chế phối hợp giữa chính quyền với Công đoàn',
    criterion: 'Quyết định ban hành kèm Quy chế',
    leadUnitId: '3',
    leadUnit: 'Phòng Tổ chức cán bộ',
    coUnits: [],
    documentNo: '118/KH-SGDĐT',
    documentOn: '2018-11-20',
    issuedOn: '2018-11-20',
    originalDueOn: '2018-12-14',
    dueOn: '2018-12-28',
    extensions: [],
    state: 'in_progress',
    class: 'running_in_time',
    dueSoon: false,
    daysLate: 0,
    percent: 40,
    result: '',
    resultOn: null,
    difficulty: '',
    evidence: [],
    reportedOn: null,
    completedOn: null,
    cycle: null,
    ...more,
  } as ReportTask
}

/** A report of one unit and no figures, for the tests of formats. */
export function emptyReport(more: Partial<Report> = {}): Report {
  return {
    asOf: '2018-12-10',
    madeOn: '2018-12-10',
    setting: { body_name: 'Sở Giáo dục và Đào tạo Vĩnh Long' } as Report['setting'],
    scope: { inspection: null, recommendation: null, theme: null, unit: null, leader: null },
    inspections: [],
    committees: [],
    total: foldFigures([]),
    units: [],
    recommendations: [],
    closed: { implemented: 0, not_implemented: 0, superseded: 0, open: 0 },
    documents: [],
    ...more,
  }
}
