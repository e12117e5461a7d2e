import type { zhConnection } from "./zh-connection.ts";

type Keys = keyof typeof zhConnection;

/** Words of the way to the server, of what waits to be sent, and of the inbox. */
export const enConnection: Readonly<Record<Keys, string>> &
  Readonly<Partial<Record<`${Keys}_one`, string>>> = {
  "connection.offline": "The server cannot be reached.",
  "connection.asOf": "The page shows what was there at {{time}}.",
  "connection.slow": "The network is slow; still waiting for the server…",
  "connection.tryNow": "Try now",
  "outbox.waiting": "{{count}} changes wait to be sent",
  "outbox.waiting_one": "1 change waits to be sent",
  "outbox.refused": "{{count}} changes were not saved and need you",
  "outbox.refused_one": "1 change was not saved and needs you",
  "outbox.sent": "Connected again; {{count}} changes are saved.",
  "outbox.sent_one": "Connected again; 1 change is saved.",
  "outbox.kept":
    "The server cannot be reached just now. Your change is kept on this device and sent as soon as it can be.",
  "outbox.title": "Changes that wait to be sent",
  "outbox.intro":
    "They are kept on this device, sent in order as soon as the server can be reached, and saved once each.",
  "outbox.none": "Nothing waits to be sent",
  "outbox.create": "New: {{object}}",
  "outbox.update": "Changed: {{object}}",
  "outbox.toBeSent": "Waits to be sent",
  "outbox.notSaved": "Was not saved; see the line at the top of the page",
  "outbox.discard": "Discard",
  "outbox.discardTitle": "Discard this change?",
  "outbox.discardBody": "It has not been saved and cannot be brought back.",
  "outbox.compare": "Compare and save",
  "outbox.tooOld":
    "This change was sent more than a day ago and may have been saved. Look first, then send it again or discard it.",
  "outbox.leaveTitle": "{{count}} changes have not been sent",
  "outbox.leaveTitle_one": "1 change has not been sent",
  "outbox.leaveBody": "Signing out removes what waits from this device; it cannot be brought back.",
  "outbox.leaveAnyway": "Discard and sign out",
  "signIn.takenOver": "Somebody else has signed in on this browser",
  "signIn.takenOverKept":
    "This page is still yours: sign in to go on. Everything you typed is still there.",
  "signIn.goOnAsOther": "Let this page go",
  "signIn.notMe": "I am not {{name}}: sign in as somebody else",
  "inbox.title": "Inbox",
  "inbox.unread": "Inbox, {{count}} unread",
  "inbox.isUnread": "Unread:",
  "inbox.intro":
    "What others hand to you or share with you, what became of your imports and exports, and changes of your rights.",
  "inbox.all": "All",
  "inbox.unreadOnly": "Unread",
  "inbox.readAll": "Mark all as read",
  "inbox.markRead": "Mark as read",
  "inbox.none":
    "Nothing yet. When somebody gives you a task, hands a customer to you or shares one, it is told here.",
  "inbox.noUnread": "Nothing is unread",
  "inbox.handed": "{{person}} handed {{count}} {{objects}} to you",
  "inbox.task": "{{person}} gave you {{count}} tasks",
  "inbox.task_one": "{{person}} gave you a task",
  "inbox.shared": "{{person}} shared {{count}} {{objects}} with you",
  "inbox.joined": "{{person}} gave you a part in {{count}} {{objects}}",
  "inbox.brought": "{{person}} imported {{objects}} that are yours",
  "inbox.toMine": "My {{objects}}",
  "inbox.rights": "Your rights have changed",
  "inbox.exported": "Export finished: {{objects}}",
  "inbox.exportFailed": "Export not finished: {{objects}}",
  "inbox.imported": "Import finished: {{objects}}",
  "inbox.importFailed": "Import not finished: {{objects}}",
  "inbox.toRights": "See my rights",
  "inbox.more": "{{count}} more",
  "inbox.download": "Download {{file}}",
  "inbox.exportOver": "{{file}} (kept for 24 hours; export again)",
  "inbox.file": "the file",
};
