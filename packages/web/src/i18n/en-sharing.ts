/** Words of sharing, and of functions in teams. */
export const enSharing = {
  "share.as": "As",
  "share.looking": "To look at",
  "share.toLook": "Looking only",
  "share.toWork": "Working together",
  "share.looksHelp":
    "Sees what their own roles open on records shared with them, and changes nothing.",
  "share.worksHelp":
    "Works on it as their own roles let them work on records of theirs; it cannot be given away or removed by them.",
  "share.fields": "Fields that are shared at most",
  "share.opens": "{{level}}: {{names}}",
  "share.reason": "Reason",
  "share.manyTitle": "Share {{count}} records",
  "share.manyTitle_one": "Share one record",
  "share.manyNote":
    "Each record is decided by itself: those you may not share are skipped, each with its reason. Records that come into the list later are not shared.",
  "share.tooMany":
    "Only the first {{limit}} are shared. What must hold for more, and for those that come later, is a rule of a role.",
  "share.progress": "Records shared so far",
  "list.shareAll": "Share what is listed",
  "functions.title": "Functions in teams",
  "functions.intro":
    "What somebody is in the team of a record bounds what taking part brings them there: they have what both their roles and the function allow. Changes wait in the draft like those of roles.",
  "functions.new": "New function",
  "functions.none":
    "No function bounds anything yet: whoever takes part in a record works there as their roles let them work on records of theirs.",
  "functions.for": "For",
  "functions.own": "A function of your own",
  "functions.mark": "Function in teams",
  "functions.duties": "What it is for and what it leaves out",
  "functions.shows": "What it shows",
  "functions.showsHelp":
    "Single fields can be set afterwards. Nobody sees more than their own roles allow.",
  "functions.level": "On the record",
  "functions.matrix": "What may be done on the record",
  "fieldLevels.title": "Single fields",
  "fieldLevels.help": "Fields that differ from their class, one by one.",
  "fieldLevels.add": "Add a field",
  "fieldLevels.name": "{{object}} · {{field}}",
  "fieldLevels.remove": "{{field}}: as its class again",
  "fieldLevels.asClass": "As its class",
};
