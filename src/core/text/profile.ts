import type { Entry } from './entry.ts'

export const profileTexts = {
  'DB-PRO-001': {
    vi: 'Biểu thức sai ở ký tự {at}: cần {expected}, gặp {found}',
    en: 'The expression is wrong at character {at}: expected {expected}, found {found}',
    next: {
      vi: 'Sửa biểu thức; xem mẫu trong device-profiles/README.md.',
      en: 'Correct it; device-profiles/README.md has examples.',
    },
  },
  'DB-PRO-002': {
    vi: 'Không có tên "{name}" ở đây. Có phải ý bạn là "{nearest}"?',
    en: 'There is no "{name}" here. Did you mean "{nearest}"?',
    next: { vi: 'Đổi "{name}" thành "{nearest}".', en: 'Change "{name}" to "{nearest}".' },
  },
  'DB-PRO-003': {
    vi: 'Không có tên "{name}" ở đây. Các tên dùng được: {allowed}',
    en: 'There is no "{name}" here. Usable names: {allowed}',
    next: {
      vi: 'Dùng một tên trong danh sách, hoặc khai báo tên này trước.',
      en: 'Use one of these, or declare it first.',
    },
  },
  'DB-PRO-004': {
    vi: 'Biểu thức quá lồng nhau (tối đa {max} mức)',
    en: 'The expression is nested too deeply (at most {max} levels)',
    next: { vi: 'Tách thành nhiều trường "calc".', en: 'Split it into several "calc" fields.' },
  },
  'DB-PRO-005': {
    vi: 'Mẫu byte sai ở ký tự {at}: cần {expected}, gặp {found}',
    en: 'The byte template is wrong at character {at}: expected {expected}, found {found}',
    next: {
      vi: 'Viết byte dạng hex, chữ trong dấu nháy đơn, giá trị trong ngoặc nhọn: "1B \'A\' {n}".',
      en: 'Write bytes as hex, text in single quotes, values in braces: "1B \'A\' {n}".',
    },
  },
  'DB-PRO-006': {
    vi: 'Kiểu khung "{mode}" thiếu khóa "{key}"',
    en: 'A framer of mode "{mode}" needs the key "{key}"',
    next: { vi: 'Thêm "{key}".', en: 'Add "{key}".' },
  },
  'DB-PRO-007': {
    vi: 'Khóa "{key}" không có nghĩa với kiểu khung "{mode}"',
    en: 'The key "{key}" means nothing in a framer of mode "{mode}"',
    next: { vi: 'Bỏ khóa này, hoặc đổi "mode".', en: 'Remove it, or change "mode".' },
  },
  'DB-PRO-008': {
    vi: 'Vị trí {offset} nằm ngoài khung (khung ngắn nhất {length} byte)',
    en: 'Offset {offset} is outside the frame (the shortest frame has {length} bytes)',
    next: {
      vi: 'Sửa vị trí, hoặc đặt "when: {len}" hay "min" cho khung.',
      en: 'Correct the offset, or give the rule "when: {len}" or the framer "min".',
    },
  },
  'DB-PRO-009': {
    vi: 'Luật "{rule}" không bao giờ được dùng: luật "{earlier}" ở trên luôn đúng trước',
    en: 'The rule "{rule}" can never apply: "{earlier}" above it always applies first',
    next: {
      vi: 'Đưa luật này lên trên, hoặc thêm "when" cho luật kia.',
      en: 'Move it up, or give the other one a narrower "when".',
    },
  },
  'DB-PRO-010': {
    vi: 'Hai khung "{first}" và "{second}" có thể cùng khớp một chuỗi byte',
    en: 'The framers "{first}" and "{second}" can both fit the same bytes',
    next: {
      vi: 'Thêm "guard", "check" hoặc "start" khác nhau.',
      en: 'Give them a "guard", a "check" or different "start" bytes.',
    },
  },
  'DB-PRO-011': {
    vi: 'Khung theo độ dài mà không có "check" hay "end" có thể bám vào nhiễu',
    en: 'A length framer without "check" or "end" can lock on to noise',
    next: { vi: 'Thêm "check", hoặc byte kết thúc "end".', en: 'Add a "check", or an "end" marker.' },
  },
  'DB-PRO-012': {
    vi: 'Đổi byte thành chữ trước khi ghép: chữ Việt có thể bị cắt đôi',
    en: 'Text is decoded before the parts are joined: a Vietnamese letter may straddle two parts',
    next: {
      vi: 'Dùng "raw" cho trường này; "collect" sẽ đổi thành chữ sau khi ghép.',
      en: 'Make this field "raw"; "collect" decodes after joining.',
    },
  },
  'DB-PRO-013': {
    vi: 'Lệnh "{name}" gọi vòng tròn qua "pre"',
    en: 'The command "{name}" calls itself through "pre"',
    next: { vi: 'Bỏ một tên trong "pre".', en: 'Remove one name from "pre".' },
  },
  'DB-PRO-014': {
    vi: 'Tham số chữ "{name}" không nói phải làm gì khi quá dài',
    en: 'The text parameter "{name}" does not say what happens when it is too long',
    next: {
      vi: 'Thêm "overflow: cut" (cắt) hoặc "overflow: refuse" (từ chối).',
      en: 'Add "overflow: cut" or "overflow: refuse".',
    },
  },
  'DB-PRO-015': {
    vi: 'Cấu hình thiết bị không có phép thử nào ("tests")',
    en: 'The profile has no "tests"',
    next: {
      vi: 'Thêm ít nhất một phép thử với byte thật của thiết bị.',
      en: 'Add at least one test with real bytes of the device.',
    },
  },
  'DB-PRO-016': {
    vi: 'Chưa có phép thử cho trường hợp: {missing}',
    en: 'No test covers: {missing}',
    next: { vi: 'Thêm một phép thử cho trường hợp này trong "tests".', en: 'Add such a case to "tests".' },
  },
  'DB-PRO-017': {
    vi: 'Mã USB {id} dùng chung cho nhiều loại thiết bị',
    en: 'The USB number {id} is shared by many kinds of device',
    next: {
      vi: 'Thêm "product", "manufacturer", "serial" hoặc "interface".',
      en: 'Add "product", "manufacturer", "serial" or "interface".',
    },
  },
  'DB-PRO-018': {
    vi: 'Sự kiện "{event}" mang dữ liệu cá nhân nhưng "{field}" không có trong "privacy: redact"',
    en: 'The event "{event}" carries personal data but "{field}" is not in "privacy: redact"',
    next: { vi: 'Thêm "privacy: {redact: [{field}]}".', en: 'Add "privacy: {redact: [{field}]}".' },
  },
  'DB-PRO-019': {
    vi: 'Từ "{word}" không có ngoặc kép: có nơi đọc nó thành đúng/sai',
    en: 'The word "{word}" is not quoted: some readers take it for true or false',
    next: {
      vi: 'Đặt trong ngoặc kép hoặc dùng từ khác (lit, dark…).',
      en: 'Quote it or use another word (lit, dark…).',
    },
  },
  'DB-PRO-020': {
    vi: 'Byte {found} không có ngoặc kép: có nơi đọc nó thành số',
    en: 'The bytes {found} are not quoted: some readers take them for a number',
    next: { vi: 'Đặt trong ngoặc kép.', en: 'Put them in double quotes.' },
  },
  'DB-PRO-021': {
    vi: 'Luật "{rule}" vừa chờ ghi xong mới trả lời, vừa bị lọc trùng: lần lặp sẽ không được trả lời',
    en: 'The rule "{rule}" replies after durable but its event is filtered by "dedupe": a repeat would stay unanswered',
    next: {
      vi: 'Bỏ "session: dedupe", dùng "dedupeKey" trong "emit".',
      en: 'Remove "session: dedupe", use "dedupeKey" in "emit".',
    },
  },
  'DB-PRO-022': {
    vi: '"rate" cần có "coalesce: latest"',
    en: '"rate" needs "coalesce: latest"',
    next: { vi: 'Thêm "coalesce: latest".', en: 'Add "coalesce: latest".' },
  },
  'DB-PRO-023': {
    vi: 'Lệnh không dùng được ở đây vì cần tham số "{name}"',
    en: 'This command cannot be used here: it needs the argument "{name}"',
    next: { vi: 'Cho "{name}" một giá trị mặc định trong "defaults".', en: 'Give "{name}" a value under "defaults".' },
  },
  'DB-PRO-024': {
    vi: 'Mẫu có "{check}" và khóa "check" phải đi cùng nhau',
    en: 'A template with "{check}" and the key "check" belong together',
    next: { vi: 'Thêm phần còn thiếu.', en: 'Add the one that is missing.' },
  },
  'DB-PRO-025': {
    vi: 'Tên "{name}" được khai báo hai lần',
    en: 'The name "{name}" is declared twice',
    next: { vi: 'Đổi một trong hai tên.', en: 'Rename one of them.' },
  },
  'DB-PRO-026': {
    vi: 'Khoảng giá trị ngược: {low} lớn hơn {high}',
    en: 'The range is upside down: {low} is more than {high}',
    next: { vi: 'Viết giá trị nhỏ trước.', en: 'Write the lower value first.' },
  },
  'DB-PRO-027': {
    vi: 'Thiếu "{key}": người đi sau cần biết nguồn và mức hỗ trợ',
    en: '"{key}" is missing: whoever comes next needs the source and the state of support',
    next: { vi: 'Thêm "{key}".', en: 'Add "{key}".' },
  },
  'DB-PRO-028': {
    vi: 'Có luật đọc ("decode") nhưng không có cách chia khung ("rx")',
    en: 'There are "decode" rules but no "rx" to cut frames',
    next: { vi: 'Thêm "rx".', en: 'Add "rx".' },
  },
  'DB-PRO-029': {
    vi: 'Tên "{name}" không hợp lệ: cần một chữ cái, rồi chữ cái hoặc chữ số',
    en: 'The name "{name}" is not allowed: a letter, then letters or digits',
    next: {
      vi: 'Đổi tên này, không dùng dấu, khoảng trắng hay dấu "-".',
      en: 'Rename it, without spaces, accents or "-".',
    },
  },
  'DB-PRO-080': {
    vi: '"escape" cần đúng một trong hai khóa "xor" và "map"',
    en: '"escape" needs exactly one of "xor" and "map"',
    next: {
      vi: 'Viết ví dụ {byte: "7D", xor: 0x20} hoặc {byte: "DB", map: {DC: "C0", DD: "DB"}}.',
      en: 'Write for example {byte: "7D", xor: 0x20} or {byte: "DB", map: {DC: "C0", DD: "DB"}}.',
    },
  },
  'DB-PRO-081': {
    vi: 'Chỉ một "check" của khung được phép là "optional"',
    en: 'Only one "check" of a framer can be "optional"',
    next: { vi: 'Bỏ "optional" ở các "check" khác.', en: 'Remove "optional" from the others.' },
  },
  'DB-PRO-082': {
    vi: 'Lệnh "{name}" thay đổi vĩnh viễn thiết bị nên bị khóa',
    en: 'The command "{name}" changes the device for good, so it is locked',
    next: {
      vi: 'Chỉ kỹ thuật viên mới chạy lệnh này, khi không có ai dùng quầy.',
      en: 'Let a technician call it while nobody uses the counter.',
    },
  },
  'DB-PRO-083': {
    vi: 'Lệnh "{name}" không gửi được: đã có {max} lệnh chờ thiết bị trả lời',
    en: 'The command "{name}" was not sent: {max} others already wait for the device',
    next: { vi: 'Kiểm tra cáp và nguồn của thiết bị, rồi thử lại.', en: 'Check its cable and power, then try again.' },
  },
  'DB-PRO-084': {
    vi: '"expect" cần "frame" hoặc "rule": câu trả lời nào là đúng?',
    en: '"expect" needs "frame" or "rule": which answer is the right one?',
    next: { vi: 'Thêm "rule: tên-luật" hoặc "frame: tên-khung".', en: 'Add "rule" or "frame" with its name.' },
  },
  'DB-PRO-085': {
    vi: 'Lệnh "{name}" thay đổi vĩnh viễn thiết bị, không được tự chạy',
    en: 'The command "{name}" changes the device for good and must not run by itself',
    next: { vi: 'Bỏ lệnh này khỏi "session" và "pre".', en: 'Take it out of "session" and "pre".' },
  },
  'DB-PRO-086': {
    vi: 'Lệnh "{name}" có vẻ thay đổi vĩnh viễn thiết bị nhưng không có "destructive"',
    en: 'The command "{name}" seems to change the device for good, but is not "destructive"',
    next: {
      vi: 'Thêm "destructive: eeprom" (hoặc factory-reset, reboot, address), hoặc đổi tên lệnh.',
      en: 'Add "destructive: eeprom" (or factory-reset, reboot, address), or rename the command.',
    },
  },
  'DB-PRO-030': {
    vi: 'Thiết bị này không có lệnh "{name}". Các lệnh: {allowed}',
    en: 'This device has no command "{name}". Commands: {allowed}',
    next: {
      vi: 'Kiểm tra tên lệnh, hoặc chọn đúng cấu hình thiết bị.',
      en: 'Check the command, or choose the right profile.',
    },
  },
  'DB-PRO-031': {
    vi: 'Lệnh "{name}" chỉ dùng nội bộ',
    en: 'The command "{name}" is internal',
    next: { vi: 'Dùng một lệnh khác của thiết bị.', en: 'Use another command of the device.' },
  },
  'DB-PRO-032': {
    vi: 'Lệnh "{command}" thiếu tham số "{name}"',
    en: 'The command "{command}" needs the argument "{name}"',
    next: { vi: 'Thêm tham số này.', en: 'Add it.' },
  },
  'DB-PRO-033': {
    vi: 'Tham số "{name}" không đúng: cần {expected}, đang là {found}',
    en: 'The argument "{name}" does not fit: expected {expected}, found {found}',
    next: { vi: 'Sửa giá trị này.', en: 'Correct this value.' },
  },
  'DB-PRO-034': {
    vi: 'Lệnh "{command}" không có tham số "{name}". Các tham số: {allowed}',
    en: 'The command "{command}" has no argument "{name}". Arguments: {allowed}',
    next: { vi: 'Sửa tên tham số.', en: 'Correct the name.' },
  },
  'DB-PRO-035': {
    vi: 'Không tính được: {reason}',
    en: 'Cannot be computed: {reason}',
    next: { vi: 'Kiểm tra biểu thức và giá trị.', en: 'Check the expression and its values.' },
  },
  'DB-PRO-036': {
    vi: 'Không phải byte dạng hex: {found}',
    en: 'Not bytes in hex: {found}',
    next: {
      vi: 'Viết từng cặp chữ số 0-9, A-F, ví dụ: 02 31 0D.',
      en: 'Write pairs of 0-9, A-F, for example: 02 31 0D.',
    },
  },
  'DB-PRO-040': {
    vi: 'Phép thử "{name}" không đạt: cần {expected}, nhận được {found}',
    en: 'The test "{name}" fails: expected {expected}, found {found}',
    next: {
      vi: 'Sửa phép thử theo byte thật, hoặc sửa cấu hình thiết bị.',
      en: 'Correct the test by real bytes, or correct the profile.',
    },
  },
  'DB-PRO-041': {
    vi: 'Không đọc được tệp {file}: {reason}',
    en: 'The file {file} cannot be read: {reason}',
    next: { vi: 'Kiểm tra đường dẫn và quyền đọc.', en: 'Check the path and the right to read it.' },
  },
  'DB-PRO-042': {
    vi: 'Tham số "{found}" không đúng dạng tên=giá-trị',
    en: 'The argument "{found}" is not of the form name=value',
    next: { vi: 'Viết ví dụ: --arg top="Mời số A012".', en: 'Write for example: --arg top="Number A012".' },
  },
  'profile.cli.about': {
    vi: 'Tệp mô tả thiết bị',
    en: 'Device profiles',
  },
  'profile.cli.lint': {
    vi: 'Kiểm tra tệp mô tả thiết bị; không có tệp nào thì kiểm tra cả thư viện',
    en: 'Check profiles; without files, the whole library',
  },
  'profile.cli.test': {
    vi: 'Chạy các phép thử trong tệp mô tả; không có tệp nào thì cả thư viện',
    en: 'Run the tests inside profiles; without files, of the whole library',
  },
  'profile.cli.list': { vi: 'Các thiết bị đã biết', en: 'The devices that are known' },
  'profile.cli.decode': { vi: 'Xem các byte của thiết bị có nghĩa gì', en: 'Show what the bytes of a device mean' },
  'profile.cli.encode': { vi: 'Xem các byte của một lệnh', en: 'Show the bytes of a command' },
  'profile.cli.json': { vi: 'kết quả cho máy đọc', en: 'machine output' },
  'profile.cli.folder': {
    vi: 'thêm thư mục riêng; tệp ở đây thắng tệp của thư viện',
    en: 'also the profiles of this folder; they win over the library',
  },
  'profile.cli.hex': {
    vi: 'các byte, ví dụ "02 30 31"; không có thì đọc từ đầu vào chuẩn',
    en: 'the bytes, like "02 30 31"; without it they are read from standard input',
  },
  'profile.cli.arg': { vi: 'một tham số của lệnh; lặp lại nếu cần', en: 'an argument of the command; repeat for more' },
  'profile.lint.clean': { vi: '{file}: tốt ({id})', en: '{file}: clean ({id})' },
  'profile.lint.problems': { vi: '{count} lỗi trong {files} tệp', en: '{count} problems in {files} files' },
  'profile.test.passed': { vi: '  ✓ {name}', en: '  ✓ {name}' },
  'profile.test.summary': {
    vi: '{file}: {passed} phép thử đạt, {failed} không đạt',
    en: '{file}: {passed} tests pass, {failed} fail',
  },
  'profile.list.empty': { vi: 'Chưa có thiết bị nào trong thư viện', en: 'There is no device in the library' },
  'profile.decode.none': { vi: 'Không có sự kiện nào', en: 'No event' },
  'profile.decode.reply': { vi: 'trả lời  {bytes}', en: 'reply  {bytes}' },
  'profile.decode.stats': {
    vi: '{bytes} byte, {frames} khung, {dropped} byte bỏ, {checkFailures} sai mã kiểm, {unknown} khung lạ',
    en: '{bytes} bytes, {frames} frames, {dropped} bytes dropped, {checkFailures} check failures, {unknown} unknown frames',
  },
} as const satisfies Record<string, Entry>
