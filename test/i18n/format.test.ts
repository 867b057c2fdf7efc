import t from 'tap'
import * as format from '../../src/i18n/format.ts'

await t.test('dates', async t => {
  t.equal(format.formatDate('2018-02-05'), '05/02/2018')
  t.equal(format.formatDateShort('2018-02-05'), '05/02')
  t.equal(format.formatDateLong('2018-12-14', 'vi'), 'Thứ Sáu, 14/12/2018')
  t.equal(format.formatDateLong('2018-12-14', 'en'), 'Friday, 14/12/2018')
  t.equal(format.formatDateLong('2018-12-16', 'vi'), 'Chủ nhật, 16/12/2018')
  t.equal(format.formatDateTime('2018-12-13T17:05:00.000Z', 'vi'), '00:05 14/12/2018')
  t.equal(format.formatDateTime('2018-12-13T17:05:00.000Z', 'en'), '00:05 14/12/2018')
})

await t.test('numbers', async t => {
  t.equal(format.formatNumber(21914, 'vi'), '21.914')
  t.equal(format.formatNumber(21914, 'en'), '21,914')
  t.equal(format.formatNumber(1000, 'vi'), '1.000')
  t.equal(format.formatNumber(2.5, 'vi'), '2,5')
  t.equal(format.formatNumber(0, 'vi'), '0')
})

await t.test('rates', async t => {
  t.equal(format.formatPercent(16051, 16274, 'vi'), '98,6%')
  t.equal(format.formatPercent(16051, 16274, 'en'), '98.6%')
  t.equal(format.formatPercent(0, 7, 'vi'), '0,0%')
  t.equal(format.formatPercent(7, 7, 'vi'), '100,0%')
  t.equal(format.formatPercent(0, 0, 'vi'), '–')
  t.equal(format.formatPercent(201, 2000, 'vi'), '10,1%', 'an exact half goes up')
})

await t.test('sizes', async t => {
  t.equal(format.formatBytes(0, 'vi'), '0 B')
  t.equal(format.formatBytes(1023, 'vi'), '1.023 B')
  t.equal(format.formatBytes(1024, 'vi'), '1,0 KB')
  t.equal(format.formatBytes(1_572_864, 'vi'), '1,5 MB')
  t.equal(format.formatBytes(20 * 1024 * 1024, 'en'), '20.0 MB')
  t.equal(format.formatBytes(3 * 1024 ** 5, 'en'), '3,072.0 TB')
})
