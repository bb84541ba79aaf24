import type { Migration } from '#libs/platform';
import { CreateWorkspacesAndAgents20261122100000 } from './20261122100000-create-workspaces-and-agents.js';
import { CreateChannelsAndContacts20261122101000 } from './20261122101000-create-channels-and-contacts.js';
import { CreateTicketsAndMessages20261122102000 } from './20261122102000-create-tickets-and-messages.js';
import { CreateSocketAttachments20261122103000 } from './20261122103000-create-socket-attachments.js';
import { CreateVisitorSessions20261122104500 } from './20261122104500-create-visitor-sessions.js';
import { CreateImapMailboxes20261122110500 } from './20261122110500-create-imap-mailboxes.js';
import { CreateRepliesAndArticles20261122111000 } from './20261122111000-create-replies-and-articles.js';
import { CreateStoresAndOrders20261122112000 } from './20261122112000-create-stores-and-orders.js';
import { CreateSlaAndFacts20261122113000 } from './20261122113000-create-sla-and-facts.js';
import { CreateMailChecks20261122140000 } from './20261122140000-create-mail-checks.js';
import { GatherSearchWords20261122141000 } from './20261122141000-gather-search-words.js';
import { AskForFilesAgain20261122142000 } from './20261122142000-ask-for-files-again.js';
import { BoundUnwrittenAnswers20261122143000 } from './20261122143000-bound-unwritten-answers.js';
import { CheckMailsByWorkspace20261122144000 } from './20261122144000-check-mails-by-workspace.js';
import { OweEarlierMailChecks20261122145000 } from './20261122145000-owe-earlier-mail-checks.js';
import { KeepNotesApartFromReplies20261122150000 } from './20261122150000-keep-notes-apart-from-replies.js';
import { KeepWhenAgentsJoined20261122151000 } from './20261122151000-keep-when-agents-joined.js';
import { HoldWhereTicketsStand20261130100000 } from './20261130100000-hold-where-tickets-stand.js';
import { SearchByTicketAndContact20261130101000 } from './20261130101000-search-by-ticket-and-contact.js';
import { OneDispatch20261130110000 } from './20261130110000-one-dispatch.js';
import { CreateSweeps20261130130000 } from './20261130130000-create-sweeps.js';
import { KeepRecordsForATime20261130131000 } from './20261130131000-keep-records-for-a-time.js';
import { GiveWorkspacesSlugs20261130132000 } from './20261130132000-give-workspaces-slugs.js';
import { RouteMail20261201030000 } from './20261201030000-route-mail.js';
import { TellOfEachParcel20261201040000 } from './20261201040000-tell-of-each-parcel.js';
import { WatchPromises20261201041000 } from './20261201041000-watch-promises.js';
import { LetClaimsBeProven20261201050000 } from './20261201050000-let-claims-be-proven.js';
import { CreateResumeTickets20261201060000 } from './20261201060000-create-resume-tickets.js';
import { CreateAnswerLinks20261201061000 } from './20261201061000-create-answer-links.js';
import { KeepFormerAddresses20261201070000 } from './20261201070000-keep-former-addresses.js';
import { NoteWhatMessagesReferTo20261201070100 } from './20261201070100-note-what-messages-refer-to.js';
import { AttendToDeadLetters20261201080000 } from './20261201080000-attend-to-dead-letters.js';
import { NoteAssigneesWhoLeft20261201081000 } from './20261201081000-note-assignees-who-left.js';
import { AttachOrders20261201082000 } from './20261201082000-attach-orders.js';
import { FindVisitorsSessions20261201083000 } from './20261201083000-find-visitors-sessions.js';
import { KeepFilesOfDrafts20261202010000 } from './20261202010000-keep-files-of-drafts.js';
import { NoteDeniedCredentials20261202011000 } from './20261202011000-note-denied-credentials.js';
import { NoteVoiceMessages20261202012000 } from './20261202012000-note-voice-messages.js';
import { KnowHowChannelsConnect20261202030000 } from './20261202030000-know-how-channels-connect.js';
import { SearchByPartsAndOrders20261202040000 } from './20261202040000-search-by-parts-and-orders.js';
import { NoteWhereChatsBegan20261202050000 } from './20261202050000-note-where-chats-began.js';
import { SearchByFunctions20261203010000 } from './20261203010000-search-by-functions.js';
import { IndexWhatListsFilterBy20261203011000 } from './20261203011000-index-what-lists-filter-by.js';
import { CountTickets20261203020000 } from './20261203020000-count-tickets.js';
import { KeepWordsAsWritten20261204010000 } from './20261204010000-keep-words-as-written.js';
import { ServeWhatIsDue20261204020000 } from './20261204020000-serve-what-is-due.js';
import { FollowPoliciesInOrder20261204021000 } from './20261204021000-follow-policies-in-order.js';
import { PackTicketFacts20261204030000 } from './20261204030000-pack-ticket-facts.js';
import { LetRulesAct20261205010000 } from './20261205010000-let-rules-act.js';
import { KeepTemplates20261205050000 } from './20261205050000-keep-templates.js';
import { KnowPartsOfMessages20261205060000 } from './20261205060000-know-parts-of-messages.js';
import { LetAppsShareAWebhook20261206010000 } from './20261206010000-let-apps-share-a-webhook.js';
import { RenewCredentials20261206020000 } from './20261206020000-renew-credentials.js';
import { TellBuyersByTemplate20261206030000 } from './20261206030000-tell-buyers-by-template.js';
import { KeepFewerIndexes20261206040000 } from './20261206040000-keep-fewer-indexes.js';

/** Every migration, oldest first. */
export const migrations: Migration[] = [
  CreateWorkspacesAndAgents20261122100000,
  CreateChannelsAndContacts20261122101000,
  CreateTicketsAndMessages20261122102000,
  CreateSocketAttachments20261122103000,
  CreateVisitorSessions20261122104500,
  CreateImapMailboxes20261122110500,
  CreateRepliesAndArticles20261122111000,
  CreateStoresAndOrders20261122112000,
  CreateSlaAndFacts20261122113000,
  CreateMailChecks20261122140000,
  GatherSearchWords20261122141000,
  AskForFilesAgain20261122142000,
  BoundUnwrittenAnswers20261122143000,
  CheckMailsByWorkspace20261122144000,
  OweEarlierMailChecks20261122145000,
  KeepNotesApartFromReplies20261122150000,
  KeepWhenAgentsJoined20261122151000,
  HoldWhereTicketsStand20261130100000,
  SearchByTicketAndContact20261130101000,
  OneDispatch20261130110000,
  CreateSweeps20261130130000,
  KeepRecordsForATime20261130131000,
  GiveWorkspacesSlugs20261130132000,
  RouteMail20261201030000,
  TellOfEachParcel20261201040000,
  WatchPromises20261201041000,
  LetClaimsBeProven20261201050000,
  CreateResumeTickets20261201060000,
  CreateAnswerLinks20261201061000,
  KeepFormerAddresses20261201070000,
  NoteWhatMessagesReferTo20261201070100,
  AttendToDeadLetters20261201080000,
  NoteAssigneesWhoLeft20261201081000,
  AttachOrders20261201082000,
  FindVisitorsSessions20261201083000,
  KeepFilesOfDrafts20261202010000,
  NoteDeniedCredentials20261202011000,
  NoteVoiceMessages20261202012000,
  KnowHowChannelsConnect20261202030000,
  SearchByPartsAndOrders20261202040000,
  NoteWhereChatsBegan20261202050000,
  SearchByFunctions20261203010000,
  IndexWhatListsFilterBy20261203011000,
  CountTickets20261203020000,
  KeepWordsAsWritten20261204010000,
  ServeWhatIsDue20261204020000,
  FollowPoliciesInOrder20261204021000,
  PackTicketFacts20261204030000,
  LetRulesAct20261205010000,
  KeepTemplates20261205050000,
  KnowPartsOfMessages20261205060000,
  LetAppsShareAWebhook20261206010000,
  RenewCredentials20261206020000,
  TellBuyersByTemplate20261206030000,
  KeepFewerIndexes20261206040000,
];
