/** Words of lists: their saved views, filters, columns and cells. */
import type { zhLists } from "./zh-lists.ts";

export const enLists: Readonly<Record<keyof typeof zhLists, string>> &
  Readonly<Partial<Record<`${keyof typeof zhLists}_one`, string>>> = {
  "views.label": "Views",
  "views.all": "All",
  "views.create": "Save as view",
  "views.createTitle": "Save this list as a view",
  "views.name": "Name",
  "views.nameHint": "For example: regulars to call this week",
  "views.share": "Share with colleagues of {{unit}}",
  "views.shareHelp":
    "Colleagues see the view's name and conditions. Which records it lists for them follows from their own rights.",
  "views.sharedBy": "Shared by {{person}}",
  "views.changed": "Unsaved changes",
  "views.save": "Save",
  "views.saveAs": "Save as new view",
  "views.reset": "Reset",
  "views.saved": "View saved",
  "views.options": "View options",
  "views.settings": "Rename and share",
  "views.moveLeft": "Move left",
  "views.moveRight": "Move right",
  "views.delete": "Delete view",
  "views.deleted": "View “{{name}}” deleted.",
  "views.leftOut": "{{count}} parts of this view concern fields you cannot use and are left out.",
  "views.leftOut_one":
    "{{count}} part of this view concerns a field you cannot use and is left out.",
  "views.gone": "This view is gone, or no longer shared with you. Below are all records.",
  "views.opensFor": "Opens for {{post}}",
  "views.postDefault": "Default for a post…",
  "views.postTitle": "Who has the list open with this view",
  "views.post": "Post",
  "views.postHelp":
    "Whoever holds this post in {{unit}} or below has {{objects}} open with it. What somebody chose themselves comes first.",
  "views.postSaved": "Default view of the post saved",
  "views.postTaken": "No longer a post's default; its owner still has the view",
  "filter.any": "Any of",
  "filter.or": "or",
  "filter.alternative": "Or…",
  "list.width": "Width of {{column}}",
  "list.widthHint": "Drag to change the width, double-click for the usual one",
  "bulk.gone":
    "No longer in the list: deleted a moment ago (perhaps by yourself), or not yours to see any more. Nothing was changed.",
  "cell.edit": "Edit {{field}}",
  "cell.save": "Save",
  "cell.keys": "Enter saves, Esc cancels",
  "cell.keysLong": "Ctrl+Enter saves, Esc cancels",
  "cell.pick": "Saved once chosen, Esc cancels",
  "cell.saved": "{{field}} saved.",
  "cell.conflict": "Somebody else changed {{field}} meanwhile",
};
