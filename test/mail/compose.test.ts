import { join } from 'node:path'
import t, { type Test } from 'tap'
import type { NamedPost } from '../../src/data/letter.ts'
import type { Letter, LetterDetail, LetterItem } from '../../src/data/letter-facts.ts'
import { defaultLadder } from '../../src/domain/reminder-ladder.ts'
import { createLetterComposer } from '../../src/mail/compose.ts'
import { createRenderer } from '../../src/render/renderer.ts'

const render = createRenderer({ viewsDir: join(import.meta.dirname, '../../views') })
const compose = createLetterComposer(render, { publicUrl: 'https://dondoc.example' })

const head: NamedPost = {
  person_name: '',
  title: 'Trưởng phòng',
  unit_name: 'Phòng Tổ chức cán bộ',
  role: 'unit_head',
}
const officer: NamedPost = { ...head, title: 'Chuyên viên', role: 'officer' }
const coHead: NamedPost = { ...head, title: 'Chủ tịch Công đoàn ngành', unit_name: 'Công đoàn ngành' }
const leader: NamedPost = {
  ...head,
  title: 'Phó Giám đốc',
  unit_name: 'Sở Giáo dục và Đào tạo',
  role: 'leader',
}
const secretary: NamedPost = { ...head, title: 'Thư ký', unit_name: 'Văn phòng Sở', role: 'secretary' }
const member: NamedPost = { ...leader, title: 'Ủy viên Ban Chỉ đạo Tỉnh', role: 'committee' }
const verifier: NamedPost = { ...head, title: 'Chánh Thanh tra', unit_name: 'Thanh tra Sở', role: 'verifier' }

const quote = 'Nâng cao vai trò, trách nhiệm người đứng đầu, “giải quyết nhanh” & hiệu quả công việc.'

function item(rung: string, post: NamedPost, more: Partial<LetterItem> = {}): LetterItem {
  return {
    rung,
    rungOn: '2018-12-10',
    post,
    task: {
      id: '0197-task',
      code: '2.1',
      title: 'Rà soát, bổ sung trách nhiệm người đứng đầu',
      criterion: 'Quyết định sửa đổi,\ncó số và ngày',
      state: 'in_progress',
      percent: 50,
      due_on: '2018-12-05',
      original_due_on: '2018-12-05',
      reported_on: '2018-12-03',
      completed_on: '2018-12-03',
      issued_on: '2018-11-20',
      document_no: '118/KH-SGDĐT',
      document_on: '2018-11-20',
      lead_unit_name: 'Phòng Tổ chức cán bộ',
      quote,
      recommendation_ordinal: 2,
      recommendation_count: 7,
      inspection_body: 'Đoàn kiểm tra Ban Chỉ đạo',
      held_on: '2018-11-13',
    },
    timing: { late: true, daysLeft: -3, daysPastOriginal: 3 },
    lastWord: { on_day: '2018-11-30', percent: 50, person_name: 'Đỗ Thị Mỹ Hạnh' },
    waitedDays: 6,
    graces: { receipt: 2, refusal: 3, rung: 10 },
    dueOff: false,
    coUnits: ['Công đoàn ngành'],
    told: [{ ...leader, person_name: 'Lê Thị Kim Ngân' }],
    urgedOn: [],
    detail: {},
    vacant: [],
    digest: null,
    ...more,
  }
}

function letter(items: LetterItem[], more: Partial<Letter> = {}): Letter {
  return {
    today: '2018-12-10',
    office: {
      name: 'Sở Giáo dục và Đào tạo Vĩnh Long',
      help_contact: 'Văn phòng Sở, máy lẻ 102',
      salutation: 'dong_chi',
      subject_term: 'QCDC',
    },
    recipient: { name: 'Phạm Hoàng Phúc', posts: items.map(one => one.post).slice(0, 1) },
    items,
    others: [],
    ...more,
  }
}

const rows = { id: 'x', task_id: 't', created_at: '', version: 1, decided_by: null, decided_on: null }
const extension = {
  ...rows,
  ordinal: 1,
  state: 'granted' as const,
  reason: 'Chờ ý kiến các đơn vị',
  done_so_far: '',
  plan: '',
  old_due_on: '2018-12-14',
  asked_due_on: '2018-12-28',
  granted_due_on: '2018-12-26',
  asked_by: '',
  asked_on: '2018-12-05',
  asked_late: 1,
  decision_note: 'Khẩn trương',
}
const details: Record<string, LetterDetail> = {
  extension: { extension },
  returned: {
    verdict: {
      ...rows,
      round: 1,
      verdict: 'returned',
      note: 'Thiếu chữ ký',
      missing: 'Bản ký số',
      supplement_due_on: '2018-12-17',
      decided_by: '',
      decided_on: '2018-12-10',
    },
  },
  refused: {
    refusal: {
      ...rows,
      unit_id: '',
      reason: 'Không thuộc chức năng',
      proposed_unit_id: '',
      state: 'pending',
      refused_by: '',
      refused_on: '',
      unit_name: 'Phòng Tổ chức cán bộ',
      proposed_unit_name: 'Văn phòng Sở',
    },
  },
  suspended: {
    suspension: {
      ...rows,
      ground: 'law',
      note: '',
      document_no: '12/QĐ',
      review_on: '2018-12-20',
      from_on: '',
      to_on: null,
      working_days_left: 3,
      decided_by: '',
    },
  },
  not: {
    nonImplementation: {
      ...rows,
      explanation: 'Trùng nhiệm vụ khác',
      state: 'accepted',
      proposed_by: '',
      proposed_on: '',
      decision_no: '5/QĐ',
      decision_note: '',
    },
  },
  co_unit: {
    part: {
      ...rows,
      unit_id: '',
      deliverable: 'Ý kiến góp ý',
      due_on: null,
      state: 'submitted',
      percent: 100,
      note: '',
      submitted_on: null,
      updated_on: null,
      nudged_on: null,
      unit_name: 'Công đoàn ngành',
    },
  },
  part: {
    part: {
      ...rows,
      unit_id: '',
      deliverable: 'Ý kiến góp ý',
      due_on: '2018-12-07',
      state: 'received',
      percent: 40,
      note: '',
      submitted_on: null,
      updated_on: null,
      nudged_on: '2018-12-10',
      unit_name: 'Công đoàn ngành',
    },
  },
  subtask: {
    subtask: {
      ...rows,
      title: 'Soạn dự thảo\nquy chế',
      criterion: 'Bản dự thảo',
      officer_id: '',
      due_on: '2018-12-12',
      state: 'open',
      percent: 0,
      done_on: null,
      ended_with_task: 0,
      created_by: '',
    },
  },
  update_asked: {
    request: {
      ...rows,
      question: 'Đã trình ký chưa?',
      answer_by: '2018-12-11',
      state: 'open',
      asked_by: '',
      asked_on: '2018-12-10',
      asked_at: '',
      answered_by: null,
      answered_on: null,
      answered_at: null,
      answer_id: null,
      asker: { ...leader, person_name: 'Lê Thị Kim Ngân' },
    },
  },
  mentioned: {
    comment: { text: 'Cần thống nhất\nnội dung này', author: { ...head, person_name: 'Phạm Hoàng Phúc' } },
  },
}

const posts: Record<string, NamedPost[]> = {
  officer: [officer],
  head: [head],
  co_head: [coHead],
  leader: [leader],
  leaders: [leader],
  director: [leader],
  secretary: [secretary],
  verifier: [verifier],
  committee: [member],
  decider: [leader, member],
  above: [leader, secretary],
  subtask_officer: [officer, head],
  mentioned: [leader, coHead],
}

const digest = {
  recommendations: 7,
  figures: {
    total: 12,
    done: 8,
    done_on_time: 7,
    done_late: 1,
    running_in_time: 3,
    running_late: 1,
    due_soon: 2,
    suspended: 1,
    not_implemented: 0,
    withdrawn: 0,
  },
  late: [
    {
      id: '0197-late',
      code: '4.1',
      title: 'Quy chế',
      unitName: 'Văn phòng Sở',
      dueOn: '2018-12-03',
      daysLate: 5,
    },
  ],
}

const nothingOfATask = { task: null, timing: null, lastWord: null, told: [], coUnits: [] }
const vacancy = {
  id: 'u head',
  kind: 'head',
  unitId: '0197-unit',
  unitName: 'Phòng Tổ chức cán bộ',
  personName: 'Phạm Hoàng Phúc',
  lastDay: '2018-12-07',
  tasks: 4,
}

const meeting = {
  id: '0197-meeting',
  title: 'Phiên họp tháng 12/2018',
  committee: 'Ban Chỉ đạo',
  day: '2018-12-12',
  time: '14:00',
  place: 'Phòng họp số 2',
  chair: 'Nguyễn Thanh Sơn, Ủy viên',
  agenda: ['1.1 Ban hành Quy chế'],
  figures: digest.figures,
  since: { day: '2018-11-12', done: 2, late: -1 },
}

function itemFor(rung: string, post: NamedPost): LetterItem {
  const [key] = Object.keys(details)
    .filter(name => rung.startsWith(name))
    .slice(0, 1)
  const early = /^due_|^not_received|^issued/.test(rung)
  const days = { due_minus_10: 10, due_minus_3: 3, due_minus_1: 1, due_today: 0 }[rung] ?? 5
  return item(rung, post, {
    detail: details[rung.startsWith('non_') ? 'not' : (key ?? '')] ?? {},
    vacant: rung === 'no_holder' ? ['head'] : [],
    ...(early ? { timing: { late: false, daysLeft: days, daysPastOriginal: 0 } } : {}),
    ...(rung.includes('meeting') ? { ...nothingOfATask, meeting } : {}),
    ...(rung.startsWith('post_') ? { ...nothingOfATask, vacancy } : {}),
    ...(rung === 'weekly' ? { task: null, timing: null, lastWord: null, told: [], coUnits: [], digest } : {}),
  })
}

type Salutation = Letter['office']['salutation']

function checkLetter(t: Test, rung: string, post: NamedPost, salutation: Salutation): void {
  const base = letter([itemFor(rung, post)])
  const mail = compose({ ...base, office: { ...base.office, salutation } })
  const name = `${rung} to ${post.role}`
  const ofPost = rung.startsWith('post_')
  const ofMeeting = rung.includes('meeting')
  const links = { weekly: '/committee', post: '/admin/appointments?unit=0197-unit', task: '/tasks/0197-task' }
  const link = ofMeeting
    ? '/meetings/0197-meeting'
    : links[rung === 'weekly' ? 'weekly' : ofPost ? 'post' : 'task']
  t.ok(mail.text.includes(`https://dondoc.example${link}`) && mail.html.includes(link), `${name}: link`)
  t.ok(Buffer.byteLength(mail.html) < 12_000, `${name}: ${Buffer.byteLength(mail.html)} bytes`)
  t.notMatch(`${mail.subject}${mail.text}`, /undefined|null|NaN|&amp;|&quot;|&#39;|<[a-z]|\bbạn\b|!/, name)
  t.notMatch(mail.html, /undefined|>null<|NaN|<script|<style|\bclass=|url\(/, name)
  t.match(mail.text, salutation === 'dong_chi' ? /Kính gửi: Đồng chí Phạm/ : /Kính gửi: Ông\/Bà Phạm/, name)
  if (rung === 'weekly') return
  if (ofMeeting) {
    t.match(mail.subject, /12\/12\/2018: Phiên họp tháng 12\/2018$/, name)
    t.match(mail.text, /14:00[\s\S]*Phòng họp số 2[\s\S]*1\.1 Ban hành Quy chế/, name)
    if (rung === 'before_meeting') t.match(mail.text, /ngày 12\/11\/2018\): hoàn thành \+2, quá hạn -1/, name)
    return
  }
  if (ofPost) {
    t.match(mail.subject, /thủ trưởng đơn vị, Phòng Tổ chức cán bộ$/, name)
    t.match(mail.text, /Phạm Hoàng Phúc[\s\S]*07\/12\/2018[\s\S]*4 nhiệm vụ/, name)
    return
  }
  t.match(mail.subject, /^\[KN-2018-02\] \S.*(\d\d\/\d\d\/\d{4}|ngày làm việc)/, name)
  t.ok(mail.text.includes(`“${quote}”`), `${name}: word for word in the text`)
  t.ok(mail.html.includes('“Nâng cao vai trò'), `${name}: and in HTML`)
}

await t.test('every rung has its letter, for everyone who may get it, in either form of address', async t => {
  for (const rung of defaultLadder) {
    for (const post of rung.recipients.split(' ').flatMap(word => posts[word] ?? [])) {
      checkLetter(t, rung.rung, post, 'dong_chi')
      checkLetter(t, rung.rung, post, 'ong_ba')
    }
  }
})

await t.test('several posts in one mail stay apart, and who stands in is greeted so', async t => {
  const other = { ...vacancy, id: 'v head', unitName: 'Văn phòng Sở' }
  const base = letter([
    { ...itemFor('post_empty', secretary), vacancy },
    { ...itemFor('post_empty', secretary), vacancy: other },
  ])
  const acting = { ...secretary, acting_for: 'Nguyễn Thị Ánh Tuyết' }
  const mail = compose({ ...base, recipient: { ...base.recipient, posts: [acting] } })
  t.match(mail.text, /Phòng Tổ chức cán bộ[\s\S]*Văn phòng Sở/)
  t.match(mail.text, /, thay mặt Nguyễn Thị Ánh Tuyết/)
})

await t.test('the letter of a late task, word by word', async t => {
  const late = item('late_3', head, { urgedOn: ['2018-12-06'] })
  const mail = compose(
    letter([late], { others: [{ id: 'o', code: '5.1', title: 'Khác', due_on: '2018-12-11' }] }),
  )
  t.equal(mail.subject, '[KN-2018-02] Đôn đốc lần 2: nhiệm vụ quá hạn 3 ngày làm việc, hạn 05/12/2018')
  t.equal(
    mail.text,
    `Kính gửi: Đồng chí Phạm Hoàng Phúc, Trưởng phòng Tổ chức cán bộ

Quá hạn 3 ngày làm việc
Rà soát, bổ sung trách nhiệm người đứng đầu

Ngày 06/12/2018, Văn phòng đã đôn đốc. Nhiệm vụ do Phòng Tổ chức cán bộ chủ trì có thời hạn hoàn thành thứ Tư, ngày 05/12/2018. Đến nay Văn phòng chưa nhận được kết quả thực hiện.

Đề nghị đồng chí khẩn trương chỉ đạo hoàn thành, cập nhật kết quả; nêu rõ nguyên nhân chậm và biện pháp khắc phục, báo cáo Lãnh đạo Sở Giáo dục và Đào tạo Vĩnh Long (qua Văn phòng).

Cập nhật kết quả: https://dondoc.example/tasks/0197-task

“${quote}”
Kiến nghị 2 trong 7, Đoàn kiểm tra Ban Chỉ đạo, ngày 13/11/2018

Nhiệm vụ: NV 2.1, Phòng Tổ chức cán bộ chủ trì, phối hợp: Công đoàn ngành
Phải nộp: Quyết định sửa đổi, có số và ngày
Hạn: Thứ Tư, 05/12/2018 (chưa gia hạn)
Cập nhật gần nhất: 50%, Thứ Sáu, 30/11/2018, đ/c Đỗ Thị Mỹ Hạnh
Đồng kính gửi: đ/c Lê Thị Kim Ngân, Phó Giám đốc

Việc khác của đơn vị trong tuần:
- Khác, NV 5.1, hạn 11/12/2018

Trân trọng.
Văn phòng Sở Giáo dục và Đào tạo Vĩnh Long

--
Thư gửi tự động từ hệ thống theo dõi thực hiện kiến nghị, đề nghị không trả lời vào địa chỉ này.
Cần giúp: Văn phòng Sở, máy lẻ 102.
`,
  )
})

await t.test('both dates when they differ', async t => {
  const moved = item('due_minus_3', head, { timing: { late: false, daysLeft: 3, daysPastOriginal: 5 } })
  moved.task = { ...moved.task!, due_on: '2018-12-14', original_due_on: '2018-12-03' }
  const { text, html } = compose(letter([moved]))
  t.ok(text.includes('Hạn: Thứ Sáu, 14/12/2018 (hạn ban đầu: Thứ Hai, 03/12/2018)'))
  t.match(html, /Hạn ban đầu: Thứ Hai, 03\/12\/2018.*đã qua 5 ngày làm việc/)
})

await t.test('a mail that waited says how the task stands now', async t => {
  const planned = item('due_minus_1', head)
  t.match(compose(letter([planned])).subject, /quá hạn 3 ngày làm việc/)
})

await t.test('a deadline on a day off is called on the last day of work before it', async t => {
  const off = item('due_today', head, {
    dueOff: true,
    timing: { late: false, daysLeft: 0, daysPastOriginal: 0 },
  })
  off.task = { ...off.task!, due_on: '2018-12-09' }
  t.match(
    compose(letter([off])).text,
    /hoàn thành chủ nhật, ngày 09\/12\/2018, là ngày nghỉ; hôm nay là ngày làm việc cuối/,
  )
})

await t.test('markup and line breaks in what people typed stay words', async t => {
  const bad = item('returned', head, { detail: structuredClone(details.returned)! })
  bad.task = {
    ...bad.task!,
    id: 'bad',
    title: '<img src=x onerror=alert(1)>\r\nBcc: evil@example.org',
    quote: '<b>“x”</b>',
  }
  bad.detail.verdict!.missing = '</p><subject>Khác</subject><p>'
  const { subject, text, html } = compose(letter([bad, item('late_1', officer)]))
  t.notMatch(subject, /[\r\n]/)
  t.notMatch(html, /<img|<b>|<subject>/)
  t.match(html, /&lt;img src=x/)
  t.match(text, /<img src=x onerror=alert\(1\)> Bcc: evil/)
  t.match(compose(letter([bad])).subject, /^\[KN-2018-02\] Kết quả nhiệm vụ cần bổ sung/)
})

await t.test('several matters are one mail, the most urgent first, one entry a task', async t => {
  const other = (rung: string, id: string, more: Partial<LetterItem>) => {
    const one = item(rung, head, more)
    return { ...one, task: { ...one.task!, id, title: `Việc ${id}` } }
  }
  const soon = (days: number) => ({ timing: { late: false, daysLeft: days, daysPastOriginal: 0 } })
  const mail = compose(
    letter([
      other('stale_10', 'a', soon(8)),
      itemFor('weekly', leader),
      other('due_minus_3', 'b', soon(3)),
      other('late_1', 'c', { timing: { late: true, daysLeft: -1, daysPastOriginal: 1 } }),
      other('late_7', 'd', { timing: { late: true, daysLeft: -7, daysPastOriginal: 7 } }),
      other('not_received', 'b', soon(3)),
    ]),
  )
  t.equal(
    mail.subject,
    '[KN-2018-02] Đôn đốc nhiệm vụ quá hạn 7 ngày làm việc, hạn 05/12/2018 và 4 việc khác',
  )
  const order = [...mail.text.matchAll(/^(\d)\. .*?(Việc \w|Tổng hợp tuần)$/gm)].map(found => found[2])
  t.same(order, ['Việc d', 'Việc c', 'Việc b', 'Việc a', 'Tổng hợp tuần'])
  t.match(
    mail.text,
    /3\. Còn 3 ngày.*\n.*Còn 3 ngày.*\n.*chưa tiếp nhận/,
    'two rungs of one task under one title',
  )
})

await t.test('a long bundle keeps within its size and says what it left out; the text holds all', async t => {
  const items = Array.from({ length: 40 }, (_, n) => {
    const one = item('late_7', head)
    return {
      ...one,
      task: { ...one.task!, id: `task-${n}`, title: 'Nhiệm vụ dài '.repeat(12), quote: quote.repeat(6) },
    }
  })
  const { html, text } = compose(letter(items))
  t.ok(Buffer.byteLength(html) <= 12_000, `${Buffer.byteLength(html)} bytes`)
  t.match(html, /Và \d+ việc khác, xem tại trang “Việc của tôi”/)
  t.ok(html.includes('task-0') && text.includes('task-39'))
})

await t.test('nothing to say is a mistake of the caller', async t => {
  t.throws(() => compose(letter([])), /something to say/)
})
