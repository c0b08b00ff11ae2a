import { checkCable, tellSupport } from './device-steps.ts'
import type { Entry } from './entry.ts'

/** What the device room says, and what devices show. */
export const deviceTexts = {
  'DB-DEV-001': {
    vi: 'Mở thiết bị {device} không thành công: {reason}',
    en: 'Device {device} could not be opened: {reason}',
    next: tellSupport,
  },
  'DB-DEV-002': {
    vi: 'Phím "{key}" của thiết bị {device} chưa được gán việc gì',
    en: 'The key "{key}" of device {device} has no meaning yet',
    next: {
      vi: 'Gán phím này trong mục "keys" của thiết bị trong cấu hình.',
      en: 'Give this key a meaning under "keys" of the device in the configuration.',
    },
  },
  'DB-DEV-003': {
    vi: 'Thao tác từ thiết bị {device} chưa được lưu: {reason}',
    en: 'The press on device {device} was not stored: {reason}',
    next: {
      vi: 'Bấm lại; nếu vẫn lỗi, báo bộ phận kỹ thuật.',
      en: 'Press again; if it fails again, tell the technical team.',
    },
  },
  'DB-DEV-004': {
    vi: 'Hồ sơ của thiết bị {device} gặp lỗi: {reason}',
    en: 'The profile of device {device} failed: {reason}',
    next: {
      vi: 'Kiểm tra hồ sơ bằng lệnh deskbridge profile lint.',
      en: 'Check the profile with deskbridge profile lint.',
    },
  },
  'DB-DEV-005': {
    vi: 'Quá nhiều lệnh đang chờ gửi đến thiết bị {device} (tối đa {limit})',
    en: 'Too many writes are waiting for device {device} (at most {limit})',
    next: checkCable,
  },
  'DB-DEV-006': {
    vi: 'Thiết bị {device} không trả lời',
    en: 'Device {device} does not answer',
    next: checkCable,
  },
  'DB-DEV-007': {
    vi: 'Không xem được danh sách thiết bị đang cắm',
    en: 'Cannot see what is plugged in',
    next: tellSupport,
  },
  'DB-DEV-008': {
    vi: 'Thiết bị chưa được cắm vào máy này',
    en: 'The device is not plugged into this PC',
    next: {
      vi: 'Cắm thiết bị vào đúng ổ cắm của nó.',
      en: 'Plug it into its own socket.',
    },
  },
  'DB-DEV-009': {
    vi: 'Có nhiều thiết bị giống nhau, chưa biết cái nào thuộc quầy này',
    en: 'There are several devices of this kind; which one belongs to this counter is not known',
    next: {
      vi: 'Bấm một phím bất kỳ trên thiết bị của quầy này.',
      en: 'Press any key on the device of this counter.',
    },
  },
  'DB-DEV-010': {
    vi: 'Có nhiều thiết bị giống nhau; thiết bị của quầy khác đang được hỏi trước',
    en: 'There are several devices of this kind; the one of another counter is asked for first',
    next: {
      vi: 'Chờ đến lượt: trang sẽ nhắc bấm phím.',
      en: 'Wait for your turn: the page will ask for a press.',
    },
  },
  'DB-DEV-011': {
    vi: 'Thiết bị báo hết giấy',
    en: 'The device says that it is out of paper',
    next: { vi: 'Thay cuộn giấy.', en: 'Put in a new roll.' },
  },
  'DB-DEV-012': {
    vi: 'Thiết bị báo nắp đang mở',
    en: 'The device says that its cover is open',
    next: { vi: 'Đóng nắp lại.', en: 'Close the cover.' },
  },
  'DB-DEV-013': {
    vi: 'Thiết bị báo có lỗi',
    en: 'The device says that something is wrong with it',
    next: {
      vi: 'Xem đèn báo và hướng dẫn của thiết bị; tắt rồi bật lại.',
      en: 'Look at its lamps and its manual; switch it off and on.',
    },
  },
  'DB-DEV-014': {
    vi: 'Thiết bị báo chưa sẵn sàng',
    en: 'The device says that it is not ready',
    next: {
      vi: 'Xem giấy, nắp và nút bật chờ của thiết bị.',
      en: 'Look at its paper, its cover and its stand-by button.',
    },
  },
  'DB-DEV-015': {
    vi: 'Thiết bị báo pin yếu',
    en: 'The device says that its battery is low',
    next: { vi: 'Sạc hoặc thay pin.', en: 'Charge it or change the battery.' },
  },
  'DB-DEV-016': {
    vi: 'Thiết bị báo sắp hết giấy',
    en: 'The device says that its paper is nearly out',
    next: { vi: 'Chuẩn bị cuộn giấy mới.', en: 'Have a new roll at hand.' },
  },
  'device.sign.serving.1': { vi: 'Mời số {ticket}', en: 'Ticket {ticket}' },
  'device.sign.serving.2': { vi: 'Đến quầy {counter}', en: 'to counter {counter}' },
  'device.sign.idle.1': { vi: 'Quầy {counter}', en: 'Counter {counter}' },
  'device.sign.paused.1': { vi: 'Quầy tạm thời đóng', en: 'Counter paused' },
  'device.sign.closed.1': { vi: 'Quầy đóng', en: 'Counter closed' },
} as const satisfies Record<string, Entry>
