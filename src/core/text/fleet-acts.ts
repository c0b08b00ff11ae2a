import type { Entry } from './entry.ts'

/** What can be done with one desk from the page of all desks: its name, what will happen, and what comes next. */
const acts = {
  'web.fleet.act.open': { vi: 'Thao tác', en: 'Actions' },
  'web.fleet.act.choose': { vi: 'Việc với máy {desk}', en: 'What to do with {desk}' },
  'web.fleet.act.cancel': { vi: 'Thôi', en: 'Cancel' },
  'web.fleet.act.close': { vi: 'Đóng', en: 'Close' },
  'web.fleet.act.title': { vi: '{act}: {desk}', en: '{act}: {desk}' },
  'web.fleet.act.done': { vi: 'Đã làm: {what}', en: 'Done: {what}' },
  'web.fleet.act.unsent': {
    vi: 'Máy này còn {count} sự kiện chưa gửi. Nếu máy còn chạy, đợi gửi hết rồi hãy làm.',
    en: 'This PC has {count} events that are not sent yet. If it still runs, wait until they are.',
  },
  'web.fleet.act.name': { vi: 'Tên máy, ví dụ quay-05', en: 'Name of the desk, like quay-05' },
  'web.fleet.act.to': { vi: 'Tên mới của máy, ví dụ quay-07', en: 'New name of the PC, like quay-07' },
  'web.fleet.act.the-code': {
    vi: 'Mã cho {desk}, dùng một lần, đến {time}',
    en: 'The code of {desk}, good once, until {time}',
  },
  'web.fleet.act.type-code': {
    vi: 'Tại máy quầy chạy "deskbridge enrol" rồi gõ mã này.',
    en: 'At the desk run “deskbridge enrol” and type this code.',
  },
  'web.fleet.act.code': { vi: 'Lấy mã ghép', en: 'Get a code' },
  'web.fleet.act.code.new': { vi: 'Mã cho máy mới', en: 'Code for a new desk' },
  'web.fleet.act.code.what': {
    vi: 'Trung tâm tạo một mã dùng một lần. Máy nào gõ mã này trong 15 phút sẽ mang tên đó. Máy đang mang tên đó vẫn làm việc cho đến khi mã được dùng.',
    en: 'The centre makes a code that is good once. The PC at which it is typed within 15 minutes gets this name. A PC that has the name now works on until the code is used.',
  },
  'web.fleet.act.replace': { vi: 'Thay máy hỏng', en: 'Replace a dead PC' },
  'web.fleet.act.replace.what': {
    vi: 'Máy cũ bị chặn ngay và không vào lại được. Trung tâm tạo mã cho máy mới mang cùng tên. Những gì máy cũ chưa gửi nằm lại trên ổ đĩa của nó: đừng xóa ổ đĩa đó.',
    en: 'The old PC is shut out at once and cannot come back. The centre makes a code for a new PC with the same name. What the old one has not sent stays on its disk: do not erase that disk.',
  },
  'web.fleet.act.move': { vi: 'Chuyển sang quầy khác', en: 'Move to another counter' },
  'web.fleet.act.move.what': {
    vi: 'Tên cũ của máy hết hiệu lực ngay, và trung tâm tạo mã cho tên mới. Sổ ghi của máy đi theo máy: những gì chưa gửi sẽ được gửi dưới tên mới.',
    en: 'The old name of the PC ends at once, and the centre makes a code for the new one. Its journal goes with the PC: what is not sent yet is sent under the new name.',
  },
  'web.fleet.act.move.next': {
    vi: 'Tại máy đó: sửa "desk" và "counters" trong deskbridge.yaml theo tên mới, rồi ghép bằng mã này.',
    en: 'At that PC: write the new name into “desk” and “counters” of deskbridge.yaml, then enrol it with this code.',
  },
  'web.fleet.act.block': { vi: 'Chặn máy này', en: 'Block this desk' },
  'web.fleet.act.block.what': {
    vi: 'Máy bị ngắt ngay và không vào lại được. Quầy vẫn bấm được, nhưng không gì được gửi đi; dữ liệu nằm trong máy đó.',
    en: 'The desk is cut off at once and cannot come back. The counter can go on, but nothing is sent; what it does is kept in that PC.',
  },
  'web.fleet.act.block.next': {
    vi: 'Muốn dùng lại, bấm "Thao tác" rồi "Bỏ chặn".',
    en: 'To use it again, press “Actions”, then “Unblock”.',
  },
  'web.fleet.act.stolen': { vi: 'Báo mất cắp', en: 'Report stolen' },
  'web.fleet.act.stolen.what': {
    vi: 'Máy bị chặn ngay và chứng thư bị thu hồi. Khi nó xuất hiện trong mạng này, nó xóa khóa rồi xóa toàn bộ dữ liệu. Những gì chưa gửi mất theo.',
    en: 'The desk is shut out at once and its certificate revoked. When it shows itself in this network it erases its key, then all its data. What it had not sent is lost.',
  },
  'web.fleet.act.stolen.next': {
    vi: 'Muốn có máy khác ở quầy này, bấm "Thao tác" rồi "Thay máy hỏng". Tìm lại được máy: "Bỏ chặn", khi đó lệnh xóa cũng được rút lại.',
    en: 'For another PC at this counter press “Actions”, then “Replace a dead PC”. If the PC is found: “Unblock”, which takes the order to erase back as well.',
  },
  'web.fleet.act.wipe': { vi: 'Xóa máy không dùng nữa', en: 'Erase a PC that goes away' },
  'web.fleet.act.wipe.what': {
    vi: 'Ngay khi gặp được, máy xóa khóa và toàn bộ dữ liệu, rồi bị chặn. Những gì chưa gửi mất theo. Trước đó máy vẫn làm việc.',
    en: 'As soon as it is reached the PC erases its key and all its data, and is shut out. What it had not sent is lost. Until then it works on.',
  },
  'web.fleet.act.wipe.next': {
    vi: 'Theo dõi ở đây: khi xong, máy hiện "Đã bị chặn". Máy đang tắt thì bật lên và cắm mạng.',
    en: 'Watch it here: once done the desk is shown as blocked. If the PC is off, turn it on in this network.',
  },
  'web.fleet.act.unblock': { vi: 'Bỏ chặn', en: 'Unblock' },
  'web.fleet.act.unblock.what': {
    vi: 'Chứng thư cũ không dùng lại được. Trung tâm tạo mã mới; máy được vào lại khi mã được gõ tại máy. Những gì máy giữ lúc bị chặn sẽ được gửi. Lệnh xóa đang chờ, nếu có, được rút lại.',
    en: 'The old certificate stays worthless. The centre makes a new code; the desk is let in when it is typed there. What it kept meanwhile is sent then. An order to erase that still waits is taken back.',
  },
  'web.fleet.act.bundle': { vi: 'Xin gói hỗ trợ', en: 'Ask for a support bundle' },
  'web.fleet.act.bundle.what': {
    vi: 'Máy gom phiên bản, cấu hình, lỗi và thiết bị thành một tệp rồi gửi về đây, tối đa 5 MB. Không có dữ liệu cá nhân và mật khẩu. Cán bộ ở quầy được báo.',
    en: 'The desk puts versions, configuration, errors and devices into one file of at most 5 MB and brings it here. No personal data and no passwords. The officer at the counter is told.',
  },
  'web.fleet.act.bundle.next': {
    vi: 'Tệp hiện ở mục "Gói hỗ trợ" bên dưới sau khoảng một phút.',
    en: 'The file appears under “Support bundles” below after a minute or so.',
  },
  'web.fleet.act.wave': { vi: 'Bắt đầu đợt cập nhật', en: 'Start an update wave' },
  'web.fleet.to-forget': { vi: 'Chờ xóa dữ liệu khi gặp máy', en: 'To be erased when it is reached' },
} satisfies Record<string, Entry>

/** The support bundles that are here or on their way. */
const bundles = {
  'web.fleet.bundles': { vi: 'Gói hỗ trợ', en: 'Support bundles' },
  'web.fleet.bundles.none': { vi: 'Chưa xin gói nào.', en: 'None was asked for yet.' },
  'web.fleet.bundles.coming': { vi: 'Đang chờ máy gửi…', en: 'On its way…' },
  'web.fleet.bundles.failed': { vi: 'Không lấy được: {reason}', en: 'It did not come: {reason}' },
  'web.fleet.bundles.size': { vi: '{size} KB', en: '{size} KB' },
  'web.fleet.bundles.why.not-enrolled': {
    vi: 'máy này không được ghép bằng mã; tạo gói tại quầy',
    en: 'this desk was not enrolled with a code; make the bundle there',
  },
  'web.fleet.bundles.why.not-ready': { vi: 'máy vừa khởi động; xin lại', en: 'it has just started; ask again' },
  'web.fleet.bundles.why.busy': { vi: 'máy đang gom một gói khác', en: 'it is making another one' },
  'web.fleet.bundles.why.disk': { vi: 'ổ đĩa của máy sắp đầy', en: 'its disk is nearly full' },
} satisfies Record<string, Entry>

/** Pushing configuration. */
const configuration = {
  'web.fleet.configuration': { vi: 'Cấu hình các máy', en: 'Configuration of the desks' },
  'web.fleet.configuration.file': { vi: 'Tệp provision.yaml', en: 'The file provision.yaml' },
  'web.fleet.configuration.check': { vi: 'Kiểm tra tệp', en: 'Check the file' },
  'web.fleet.configuration.no-file': { vi: 'Chọn một tệp trước.', en: 'Choose a file first.' },
  'web.fleet.configuration.wrong': {
    vi: 'Tệp có {count} chỗ sai. Chưa gửi gì.',
    en: 'The file has {count} mistakes. Nothing was sent.',
  },
  'web.fleet.configuration.of-desk': { vi: 'Máy {desk}', en: 'Desk {desk}' },
  'web.fleet.configuration.same': {
    vi: 'Tệp đúng, và mọi máy đã có cấu hình này.',
    en: 'The file is good, and every desk has this configuration.',
  },
  'web.fleet.configuration.changes': {
    vi: 'Tệp đúng. {count} trên {all} máy sẽ đổi:',
    en: 'The file is good. {count} of {all} desks will change:',
  },
  'web.fleet.configuration.change.new': { vi: 'lần đầu', en: 'for the first time' },
  'web.fleet.configuration.change.changed': { vi: 'thay đổi', en: 'changed' },
  'web.fleet.configuration.first': { vi: 'Thử trước trên số máy', en: 'Desks that try it first' },
  'web.fleet.configuration.staged': {
    vi: 'Các máy đầu tiên chạy thử. Nếu tất cả đều tốt, các máy còn lại mới nhận; nếu một máy trả lại, không gửi tiếp. Máy nào không chạy được tự về cấu hình cũ.',
    en: 'The first desks try it. If all of them are well the others get it; if one gives it back, nobody else does. A desk for which it does not work goes back by itself.',
  },
  'web.fleet.configuration.push': { vi: 'Gửi cho {count} máy', en: 'Push to {count} desks' },
  'web.fleet.configuration.pushed': {
    vi: 'Đã bắt đầu gửi cấu hình {revision} cho {count} máy.',
    en: 'Configuration {revision} is on its way to {count} desks.',
  },
  'web.fleet.configuration.pushes': { vi: 'Các lần gửi gần đây', en: 'Recent pushes' },
  'web.fleet.configuration.none': { vi: 'Chưa gửi lần nào.', en: 'Nothing was pushed yet.' },
  'web.fleet.configuration.line': { vi: 'Cấu hình {revision}: {state}', en: 'Configuration {revision}: {state}' },
  'web.fleet.configuration.going': { vi: 'đang gửi', en: 'on its way' },
  'web.fleet.configuration.stopped': { vi: 'đã dừng vì có máy trả lại', en: 'stopped: a desk gave it back' },
  'web.fleet.configuration.done': { vi: 'xong', en: 'done' },
  'web.fleet.configuration.by-file': { vi: 'đem bằng tệp', en: 'carried as a file' },
  'web.fleet.configuration.desk.waiting': { vi: 'chờ', en: 'waits' },
  'web.fleet.configuration.desk.sent': { vi: 'đã gửi, máy đang thử', en: 'sent, being tried' },
  'web.fleet.configuration.desk.applied': { vi: 'đang dùng', en: 'in force' },
  'web.fleet.configuration.desk.refused': { vi: 'trả lại', en: 'given back' },
  'web.fleet.configuration.desk.held': { vi: 'không gửi', en: 'held back' },
} satisfies Record<string, Entry>

/** Texts of the acts on the page of all desks. */
export const fleetActTexts = { ...acts, ...bundles, ...configuration } as const
