import type { Command } from './command.ts'
import { helpText } from './help.ts'

/** Each command's code is loaded when it is called, so that `help` needs nothing but itself. */
export const commands: readonly Command[] = [
  {
    name: 'start',
    usage: '',
    summary: 'chạy trang web và bộ phận gửi thư bằng một lệnh · web and worker together',
    run: async args => (await import('./start.ts')).startCommand(args),
  },
  {
    name: 'web',
    usage: '',
    summary: 'chỉ chạy trang web · the web process alone',
    run: async args => (await import('./web.ts')).webCommand(args),
  },
  {
    name: 'worker',
    usage: '',
    summary: 'chỉ chạy bộ phận gửi thư · the worker process alone',
    run: async args => (await import('./worker.ts')).workerCommand(args),
  },
  {
    name: 'demo',
    usage: '',
    summary: 'mở bản mẫu trong thư mục riêng · opens the sample in a folder of its own',
    run: async args => (await import('./demo.ts')).demoCommand(args),
  },
  {
    name: 'migrate',
    usage: '',
    summary: 'nâng cấp cơ sở dữ liệu · brings the database up to date',
    run: async () => (await import('./migrate.ts')).migrateCommand(),
  },
  {
    name: 'intake',
    usage: 'FILE [--json]',
    summary: 'tách kiến nghị từ một văn bản · splits a conclusion into recommendations',
    run: async args => (await import('./intake.ts')).intakeCommand(args),
  },
  {
    name: 'verify-events',
    usage: '[--json]',
    summary: 'kiểm tra chuỗi sự kiện còn nguyên vẹn · proves that the chain of events is whole',
    run: async args => (await import('./verify-events.ts')).verifyEventsCommand(args),
  },
  {
    name: 'replay',
    usage: '[--json]',
    summary: 'dựng lại nhiệm vụ chỉ từ sự kiện và đối chiếu · folds the events and compares',
    run: async args => (await import('./replay.ts')).replayCommand(args),
  },
  {
    name: 'rebuild-summaries',
    usage: '',
    summary: 'tính lại số liệu tổng hợp · works the figures out anew from the tasks',
    run: async () => (await import('./rebuild-summaries.ts')).rebuildSummariesCommand(),
  },
  {
    name: 'rebuild-search',
    usage: '',
    summary: 'lập lại chỉ mục tìm kiếm · builds the search index anew',
    run: async () => (await import('./rebuild-search.ts')).rebuildSearchCommand(),
  },
  {
    name: 'help',
    usage: '',
    summary: 'danh sách lệnh và thiết lập · this list',
    run: async () => {
      console.log(helpText())
      return 0
    },
  },
]
