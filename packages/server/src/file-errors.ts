/** What goes wrong with files: imports and exports, and the files of records; a part of the table of errors. */
import { entry, type Entry } from "./error-entry.ts";

export const FILE_ERRORS = {
  // files and jobs
  bad_file: entry(
    400,
    "无法读取此文件：{reason}。请上传 .xlsx 或 .csv 文件。",
    "This file cannot be read: {reason}. Upload an .xlsx or .csv file.",
  ),
  legacy_xls: entry(
    400,
    "这是旧版 .xls 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。",
    "This is a legacy .xls file. Save it as .xlsx in Excel or WPS and upload that.",
  ),
  encrypted_file: entry(
    400,
    "文件设有打开密码，无法读取。请在 Excel 或 WPS 中取消密码，另存为 .xlsx 后再上传。",
    "This file opens with a password only. Take the password off in Excel or WPS, save it as .xlsx and upload that.",
  ),
  numbers_file: entry(
    400,
    "这是 Numbers 文件。请在 Numbers 中选择“文件 > 导出为 > Excel”，再上传导出的 .xlsx 文件。",
    "This is a Numbers file. In Numbers choose File > Export To > Excel and upload the .xlsx file.",
  ),
  other_sheet: entry(
    400,
    "这是 {kind} 文件。请在 Excel 或 WPS 中另存为 .xlsx 后再上传。",
    "This is an {kind} file. Save it as .xlsx in Excel, WPS or LibreOffice and upload that.",
  ),
  web_table: entry(
    400,
    "这其实是网页（HTML 或 XML），只是用了表格文件的名字。请在 Excel 或 WPS 中打开，另存为 .xlsx 后再上传。",
    "This is a page (HTML or XML) under a spreadsheet's name. Open it in Excel or WPS, save it as .xlsx and upload that.",
  ),
  not_a_table: entry(
    400,
    "这是 {kind} 文件，不是表格。请上传 .xlsx 或 .csv 文件。",
    "This is a {kind} file and holds no table. Upload an .xlsx or .csv file.",
  ),
  empty_file: entry(
    400,
    "没有可以导入的数据：列名下面至少要有一行。",
    "There is nothing to import: at least one row must stand below the names of the columns.",
  ),
  unknown_sheet: entry(400, "文件中没有工作表“{sheet}”。", "the file has no sheet “{sheet}”."),
  blank_header: entry(
    400,
    "第 {row} 行是空的，不能作为列名。",
    "row {row} is blank and cannot name the columns.",
  ),
  not_encoded: entry(
    400,
    "文件的编码不是 {encoding}，请改选其他编码。",
    "the file is not encoded in {encoding}; choose another.",
  ),
  mapping_incomplete: entry(
    400,
    "必填字段“{field}”没有对应的列。",
    "The required field “{field}” has no column.",
  ),
  unknown_column: entry(400, "文件中没有列“{column}”。", "the file has no column “{column}”."),
  duplicate: entry(409, "与已有记录重复（{value}）。", "is there already ({value})."),
  probes_spent: entry(
    429,
    "{minutes} 分钟内最多告知 {limit} 次与您看不到的记录重复，这一行没有再查重，也没有导入。请过后导入剩下的行，或请看得到这些记录的同事导入。",
    "Of records you do not see, at most {limit} in {minutes} minutes are told to be there. This row was not compared and not imported: import what is left later, or have a colleague who sees them import it.",
  ),
  ambiguous: entry(
    400,
    "“{value}”对应多条记录，无法确定是哪一条。",
    "“{value}” names more than one record.",
  ),
  no_such_name: entry(
    400,
    "没有找到“{value}”，或您无权查看。",
    "there is no “{value}”, or it is not yours to see.",
  ),
  rights_changed: entry(
    403,
    "您的权限在导出期间或之后发生了变化，文件不再有效，请重新导出。",
    "Your rights changed while this was exported or since; export again.",
  ),
  export_over: entry(
    410,
    "导出文件只保留 {hours} 小时，现在已删除，请重新导出。",
    "An exported file is kept for {hours} hours and is gone now; export again.",
  ),
  disk_full: entry(
    507,
    "服务器的磁盘空间不足，没有保存。请联系管理员清理磁盘后重试。",
    "The server is short of disk space and kept nothing. Ask an administrator to make room, then try again.",
  ),
  too_many_rows: entry(
    400,
    "最多 {limit} 行。请缩小范围，或改用 CSV 格式。",
    "At most {limit} rows; narrow the filter or use CSV.",
  ),
  // files of records
  file_kind: entry(
    400,
    "不支持“{name}”这类文件。可以上传图片、PDF、Office 文档和纯文本；压缩包请解开后上传。",
    "“{name}” is of a kind that is not kept. Pictures, PDF, office documents and plain text are; unpack archives first.",
  ),
  file_content: entry(
    400,
    "“{name}”的内容与扩展名不符，没有保存。请用原来的程序另存后再上传。",
    "What is in “{name}” is not what its name says, so it was not kept. Save it again with its own program.",
  ),
  file_empty: entry(400, "文件是空的，没有保存。", "The file is empty; nothing was kept."),
  upload_broken: entry(
    400,
    "上传中断，没有保存。请检查网络后重试。",
    "The upload broke off and nothing was kept. Check the connection and try again.",
  ),
  too_many_files: entry(
    400,
    "一处最多保存 {limit} 个文件，请先删除不用的。",
    "At most {limit} files are kept in one place; remove some first.",
  ),
  file_lost: entry(
    410,
    "“{name}”的内容不在文件存储里。请管理员检查存储设置，或从备份恢复。",
    "The content of “{name}” is not in the storage. Ask an administrator to check the storage or to restore it from a backup.",
  ),
  changed_since: entry(
    409,
    "导入之后又被修改过，保留现状。",
    "Changed since the import; it stays as it is.",
  ),
  partly_since: entry(
    409,
    "部分内容导入之后又被修改过，保留现状；其余已恢复原值。",
    "Some of it was changed since the import and stays; the rest has its earlier values back.",
  ),
  used_since: entry(
    409,
    "导入之后已有其他记录与它关联，保留现状。",
    "Other records have come to belong to it since the import; it stays as it is.",
  ),
  gone_since: entry(
    404,
    "已被删除，或您已无权查看。",
    "Deleted since the import, or no longer yours to see.",
  ),
  undo_expired: entry(
    409,
    "导入已超过 {days} 天，不能再撤销。",
    "More than {days} days have passed; this import can no longer be undone.",
  ),
} as const satisfies Record<string, Entry>;
