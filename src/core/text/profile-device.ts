import type { Entry } from './entry.ts'

/** What the profile room says about wires, finding a device, and its events. */
export const profileDeviceTexts = {
  'DB-PRO-060': {
    vi: '"rx" không có nghĩa ở đây: thiết bị gửi từng bản tin trọn vẹn',
    en: '"rx" means nothing here: what this device says arrives whole',
    next: { vi: 'Bỏ "rx"; dùng "when" để phân biệt bản tin.', en: 'Remove "rx"; tell reports apart with "when".' },
  },
  'DB-PRO-061': {
    vi: 'Mã phím {found} không có: chỉ từ 0x04 đến 0xFF',
    en: 'There is no key usage {found}: they go from 0x04 to 0xFF',
    next: { vi: 'Sửa mã phím (usage) theo bảng HID.', en: 'Correct the usage after the HID tables.' },
  },
  'DB-PRO-062': {
    vi: 'Tổ hợp phím cần biết byte nào giữ ctrl, shift, alt',
    en: 'A combination needs to know which byte holds ctrl, shift and alt',
    next: { vi: 'Thêm "mods: 0" (vị trí của byte đó).', en: 'Add "mods: 0" (the offset of that byte).' },
  },
  'DB-PRO-063': {
    vi: 'Kiểu "counter" cần "wrap", các kiểu khác thì không',
    en: 'Mode "counter" needs "wrap", and no other mode does',
    next: {
      vi: 'Thêm "wrap: 256" cho bộ đếm một byte, hoặc đổi "mode".',
      en: 'Add "wrap: 256" for a counter of one byte, or change "mode".',
    },
  },
  'DB-PRO-064': {
    vi: 'Địa chỉ "{host}" không nằm trên máy này và không được ghim',
    en: 'The address "{host}" is neither on this PC nor pinned',
    next: {
      vi: 'Dùng 127.0.0.1, hoặc viết địa chỉ IP trong "url" và cùng địa chỉ đó trong "pinned".',
      en: 'Use 127.0.0.1, or write an IP address in "url" and the same one as "pinned".',
    },
  },
  'DB-PRO-065': {
    vi: 'Mục này không nói cách nhận ra thiết bị',
    en: 'This entry does not say how the device is recognised',
    next: { vi: 'Thêm "usb", "hid", "probe" hoặc "bound".', en: 'Add "usb", "hid", "probe" or "bound".' },
  },
  'DB-PRO-066': {
    vi: 'Thiết bị được gán qua "{bound}" nhưng "link" nói "{link}"',
    en: 'The device is bound on "{bound}" but its "link" says "{link}"',
    next: { vi: 'Viết cùng một loại kết nối ở hai chỗ.', en: 'Write the same wire in both places.' },
  },
  'DB-PRO-067': {
    vi: 'Nhiều cấu hình cùng khớp thiết bị này: {profiles}',
    en: 'Several profiles fit this device equally well: {profiles}',
    next: {
      vi: 'Thêm điều kiện vào "match" của một cấu hình (product, interface, usagePage), hoặc chọn cấu hình trong tệp cài đặt.',
      en: 'Give one of them a narrower "match" (product, interface, usagePage), or name the profile in the site file.',
    },
  },
  'DB-PRO-068': {
    vi: 'Số sê-ri "{serial}" giống nhau ở mọi thiết bị loại này',
    en: 'The serial number "{serial}" is the same on every device of this kind',
    next: {
      vi: 'Thiết bị được nhận ra theo cổng cắm: đừng đổi cổng, hoặc ghi số riêng cho thiết bị.',
      en: 'The device is told by its port: leave it there, or give it a number of its own.',
    },
  },
  'DB-PRO-069': {
    vi: 'Mã thiết bị {field} = {value} là giá trị xuất xưởng',
    en: 'The unit id {field} = {value} is the one it left the factory with',
    next: {
      vi: 'Đặt cho mỗi thiết bị một mã riêng; đến lúc đó thiết bị được nhận ra theo cổng cắm.',
      en: 'Give each device an id of its own; until then it is told by its port.',
    },
  },
  'DB-PRO-070': {
    vi: 'Nhấn giữ và nhấn đúp cần phím báo cả khi nhả',
    en: 'Long and double presses need keys that tell when they are released',
    next: { vi: 'Bỏ "long" và "double", hoặc dùng "buttons".', en: 'Remove "long" and "double", or use "buttons".' },
  },
  'DB-PRO-071': {
    vi: 'Sự kiện "{event}" không có dữ liệu "{value}"',
    en: 'No event "{event}" with data "{value}" is emitted',
    next: { vi: 'Sửa tên, hoặc thêm sự kiện trong "decode".', en: 'Correct the name, or emit it in "decode".' },
  },
  'DB-PRO-072': {
    vi: 'Cấu hình nhiều địa chỉ cần trường "{param}" trong luật đọc',
    en: 'On a line with addresses a rule must have the field "{param}"',
    next: { vi: 'Thêm trường này vào "fields".', en: 'Add it to "fields".' },
  },
  'DB-PRO-091': {
    vi: 'Không có byte nào khi bấm phím "{key}"',
    en: 'Nothing arrived when the key "{key}" was pressed',
    next: {
      vi: 'Kiểm tra dây, nguồn và cổng; thử tốc độ khác (--baud), rồi bấm lại phím này.',
      en: 'Check cable, power and port; try another speed (--baud), then press this key again.',
    },
  },
  'DB-PRO-092': {
    vi: 'Phím "{key}" bấm hai lần cho byte khác nhau: {first} và {second}',
    en: 'The key "{key}" said different things when pressed twice: {first} and {second}',
    next: {
      vi: 'Bấm từng phím một, chờ nhắc rồi mới thả; nếu vẫn vậy, có thể sai tốc độ hoặc parity.',
      en: 'Press one key at a time and let go only when told; if it stays so, speed or parity may be wrong.',
    },
  },
  'DB-PRO-093': {
    vi: 'Hai phím "{first}" và "{second}" cho byte giống nhau: {found}',
    en: 'The keys "{first}" and "{second}" say the same: {found}',
    next: {
      vi: 'Bỏ một trong hai tên, hoặc đổi mã phím trong phần cài đặt của thiết bị.',
      en: 'Leave one of the two out, or give it another code in the settings of the device.',
    },
  },
  'DB-PRO-094': {
    vi: 'Không thấy khung tin đều đặn trong {bytes} byte đã ghi',
    en: 'No regular messages were found in the {bytes} bytes that were recorded',
    next: {
      vi: 'Thường là sai tốc độ hoặc parity: thử lại với --baud hoặc để chương trình tự tìm.',
      en: 'Usually speed or parity is wrong: try again with --baud, or let the program search.',
    },
  },
  'DB-PRO-095': {
    vi: 'Cần bấm mỗi phím ít nhất hai lần; phím "{key}" mới có {count} lần',
    en: 'Each key must be pressed at least twice; the key "{key}" was pressed {count} times',
    next: { vi: 'Ghi lại và bấm mỗi phím hai lần.', en: 'Record again and press each key twice.' },
  },
  'DB-PRO-096': {
    vi: 'Đã đọc được khung tin nhưng không giải thích được mọi lần bấm',
    en: 'Messages were found, but nothing explains every press',
    next: {
      vi: 'Ghi lại: chờ 10 giây không bấm gì, rồi bấm từng phím một. Nếu vẫn vậy, gửi bản ghi cho người hỗ trợ.',
      en: 'Record again: wait 10 seconds without touching it, then one key at a time. If it stays so, send the recording to support.',
    },
  },
  'DB-PRO-097': {
    vi: '"{name}" không dùng làm tên phím được',
    en: '"{name}" cannot be the name of a key',
    next: {
      vi: 'Dùng chữ thường không dấu, số và dấu "-", ví dụ: next, recall, level-5.',
      en: 'Use small letters, digits and "-", for example: next, recall, level-5.',
    },
  },
  'DB-PRO-098': {
    vi: 'Không tìm được tốc độ nào cho byte có nghĩa trên cổng {port}',
    en: 'No speed gives bytes that make sense on the port {port}',
    next: {
      vi: 'Kiểm tra dây và nguồn của thiết bị; nếu biết tốc độ, thêm --baud.',
      en: 'Check cable and power of the device; where the speed is known, add --baud.',
    },
  },
  'DB-PRO-099': {
    vi: 'Không ghi được tệp {file}: {reason}',
    en: 'The file {file} cannot be written: {reason}',
    next: { vi: 'Chọn tệp khác bằng --out.', en: 'Choose another file with --out.' },
  },
  'DB-PRO-090': {
    vi: 'Chỉ được ghi một trong: --port (cổng nối tiếp), --hid, --tcp máy:cổng',
    en: 'Only one of --port (a serial port), --hid and --tcp host:port may be given',
    next: {
      vi: 'Ví dụ: deskbridge profile learn --port /dev/ttyUSB0.',
      en: 'For example: deskbridge profile learn --port /dev/ttyUSB0.',
    },
  },
  'profile.cli.learn': {
    vi: 'Học một thiết bị chưa biết: bấm từng phím khi được nhắc',
    en: 'Learn an unknown device: press each key when told',
  },
  'profile.cli.learn.port': { vi: 'cổng nối tiếp', en: 'the serial port' },
  'profile.cli.learn.tcp': { vi: 'máy:cổng của bộ chuyển TCP', en: 'host:port of a serial server' },
  'profile.cli.learn.baud': {
    vi: 'tốc độ, nếu đã biết; không có thì tự tìm',
    en: 'the speed, if known; otherwise it is searched',
  },
  'profile.cli.learn.name': { vi: 'tên hãng.mẫu của tệp', en: 'maker.model of the profile' },
  'profile.cli.learn.out': { vi: 'tệp kết quả', en: 'the file to write' },
  'learn.names': {
    vi: 'Thiết bị có những phím nào? Gõ tên, cách nhau bằng dấu cách (ví dụ: next recall skip), rồi Enter.',
    en: 'Which keys does the device have? Type their names with spaces between (like: next recall skip), then Enter.',
  },
  'learn.wait': {
    vi: 'Đừng chạm vào thiết bị trong {seconds} giây…',
    en: 'Do not touch the device for {seconds} seconds…',
  },
  'learn.press': { vi: '({round}/2) Bấm và GIỮ phím "{key}"', en: '({round}/2) Press and HOLD the key "{key}"' },
  'learn.press.again': {
    vi: 'Chưa nhận được gì. Bấm và GIỮ phím "{key}" lần nữa',
    en: 'Nothing was heard. Press and HOLD the key "{key}" again',
  },
  'learn.release': { vi: 'Thả phím "{key}" ra', en: 'Let go of the key "{key}"' },
  'learn.word': { vi: '  … xong thì nhấn Enter.', en: '  … and then press Enter.' },
  'learn.bytes': { vi: '    ← {bytes}', en: '    ← {bytes}' },
  'learn.trying': {
    vi: 'Thử {baud} {form}. Bấm một phím bất kỳ rồi thả ra (Enter để bỏ qua).',
    en: 'Trying {baud} {form}. Press any key and let go (Enter to skip).',
  },
  'learn.once.more': { vi: 'Bấm chính phím đó lần nữa.', en: 'The same key once more.' },
  'learn.speed': { vi: 'Tốc độ: {baud} {form}', en: 'Speed: {baud} {form}' },
  'learn.done': {
    vi: 'Đã học xong {count} phím. Đã ghi {file}. Kiểm tra bằng: deskbridge profile test {file}',
    en: 'Learnt {count} keys. Written to {file}. Check it with: deskbridge profile test {file}',
  },
} as const satisfies Record<string, Entry>
