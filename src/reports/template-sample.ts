import { type AdministrativeDocument, text } from './administrative.ts'
import type { Placeholder } from './template-placeholder.ts'

const place = (name: Placeholder) => `{{${name}}}`

/** A form to begin from: the built-in one with a place where each fact goes. */
export function sampleTemplate(kind: 'report' | 'letter'): AdministrativeDocument {
  const isReport = kind === 'report'
  return {
    sender: 'state',
    parentName: place('co_quan_chu_quan'),
    bodyName: place('co_quan_ban_hanh'),
    number: place('so_ky_hieu'),
    placeAndDate: place('dia_danh_ngay'),
    abstract: isReport ? null : place('trich_yeu'),
    title: isReport ? { kind: 'BÁO CÁO', subject: place('trich_yeu') } : null,
    addressees: [place('kinh_gui')],
    body: [
      text(`Số liệu tính đến hết ngày ${place('tinh_den_ngay')}:`),
      ...(isReport
        ? reportLines()
        : [text(`Còn ${place('qua_han')} nhiệm vụ quá hạn, ${place('sap_den_han')} nhiệm vụ sắp đến hạn.`)]),
      text(place('bang_theo_don_vi')),
      text(place('noi_dung')),
    ],
    recipients: [place('noi_nhan')],
    signature: { lines: [place('tham_quyen_ky')], name: place('nguoi_ky') },
    annex: {
      label: 'PHỤ LỤC',
      title: isReport
        ? 'Bảng theo dõi kết quả thực hiện kiến nghị'
        : 'Danh mục nhiệm vụ quá hạn, sắp đến hạn',
      reference: `(Kèm theo ${isReport ? 'Báo cáo' : 'Công văn'} ${place('so_ky_hieu')})`,
      note: place('bang_theo_doi'),
      table: null,
    },
    livingUrl: null,
    fileTitle: isReport ? 'Mẫu báo cáo' : 'Mẫu công văn đôn đốc',
    facts: { unitTable: null },
  }
}

function reportLines() {
  return [
    text(`Tổng số ${place('tong_so_kien_nghi')} kiến nghị, ${place('tong_so_nhiem_vu')} nhiệm vụ.`),
    text(
      `Hoàn thành ${place('hoan_thanh')} (đúng hạn ${place('hoan_thanh_dung_han')}, quá hạn ${place('hoan_thanh_qua_han')}); đang thực hiện trong hạn ${place('dang_thuc_hien_trong_han')} (sắp đến hạn ${place('sap_den_han')}); quá hạn ${place('qua_han')}.`,
    ),
    text(
      `Tỷ lệ hoàn thành ${place('ty_le_hoan_thanh')}; đúng hạn ${place('ty_le_dung_han')}; quá hạn ${place('ty_le_qua_han')}.`,
    ),
  ]
}
