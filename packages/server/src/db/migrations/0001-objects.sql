-- Tables of the declared objects. Frozen: a change is a new file.

create table "customer" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "kind" text,
  "gender" text,
  "company" text,
  "source" text,
  "campaign" uuid,
  "note" text,
  "phone" text,
  "phone2" text,
  "email" text,
  "wechat" text,
  "birthday" date,
  "country" text,
  "province" text,
  "city" text,
  "address" text,
  "web_domain" text,
  "marketing_consent" boolean,
  "stage" text,
  "tier" text,
  "level" text,
  "points" double precision,
  "tags" uuid[],
  "pool_since" timestamptz(3),
  "claimed_at" timestamptz(3),
  "confirmed_at" date,
  "taste" text[],
  "sugar_level" text,
  "ice_level" text,
  "preferred_channel" text,
  "contact_time" text,
  "diet_note" text,
  "spend" bigint,
  "spend_currency" text,
  "order_count" double precision,
  "last_order_at" timestamptz(3),
  "last_follow_up_at" timestamptz(3),
  "tax_id" text,
  "credit_limit" bigint,
  "credit_limit_currency" text,
  "receivable" bigint,
  "receivable_currency" text,
  "acquisition_cost" bigint,
  "acquisition_cost_currency" text,
  "strategic_rating" text,
  "risk_note" text,
  "screening_note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "customer_by_owner_list" on "customer" (owner, created_at, id) where deleted_at is null;
create index "customer_by_unit_list" on "customer" (unit, created_at, id) where deleted_at is null;
create index "customer_by_list" on "customer" (created_at, id) where deleted_at is null;
create index "customer_by_campaign" on "customer" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;
create index "customer_by_phone" on "customer" ("phone") where deleted_at is null and "phone" is not null;
create index "customer_by_phone2" on "customer" ("phone2") where deleted_at is null and "phone2" is not null;

create table "contact" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "customer" uuid,
  "name" text,
  "position" text,
  "role" text,
  "phone" text,
  "email" text,
  "wechat" text,
  "birthday" date,
  "primary" boolean,
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "contact_by_owner_list" on "contact" (owner, created_at, id) where deleted_at is null;
create index "contact_by_unit_list" on "contact" (unit, created_at, id) where deleted_at is null;
create index "contact_by_list" on "contact" (created_at, id) where deleted_at is null;
create index "contact_by_customer" on "contact" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "contact_by_phone" on "contact" ("phone") where deleted_at is null and "phone" is not null;

create table "lead" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "company" text,
  "phone" text,
  "email" text,
  "source" text,
  "campaign" uuid,
  "country" text,
  "city" text,
  "interest" text,
  "score" double precision,
  "cost" bigint,
  "cost_currency" text,
  "tags" uuid[],
  "status" text,
  "customer" uuid,
  "converted_at" timestamptz(3),
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "lead_by_owner_list" on "lead" (owner, created_at, id) where deleted_at is null;
create index "lead_by_unit_list" on "lead" (unit, created_at, id) where deleted_at is null;
create index "lead_by_list" on "lead" (created_at, id) where deleted_at is null;
create index "lead_by_campaign" on "lead" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;
create index "lead_by_customer" on "lead" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "lead_by_phone" on "lead" ("phone") where deleted_at is null and "phone" is not null;

create table "opportunity" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "customer" uuid,
  "stage" text,
  "confirmed_stage" text,
  "confirmed_by" uuid,
  "amount" bigint,
  "amount_currency" text,
  "signed_amount" bigint,
  "signed_amount_currency" text,
  "margin" bigint,
  "margin_currency" text,
  "probability" double precision,
  "closes_on" date,
  "source" text,
  "campaign" uuid,
  "lead" uuid,
  "currency" text,
  "competitor" text,
  "lost_reason" text,
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "opportunity_by_owner_list" on "opportunity" (owner, created_at, id) where deleted_at is null;
create index "opportunity_by_unit_list" on "opportunity" (unit, created_at, id) where deleted_at is null;
create index "opportunity_by_list" on "opportunity" (created_at, id) where deleted_at is null;
create index "opportunity_by_customer" on "opportunity" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "opportunity_by_campaign" on "opportunity" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;
create index "opportunity_by_lead" on "opportunity" ("lead", created_at, id) where deleted_at is null and "lead" is not null;
create index "opportunity_by_confirmed_by" on "opportunity" ("confirmed_by", created_at, id) where deleted_at is null and "confirmed_by" is not null;

create table "order" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "number" text,
  "customer" uuid,
  "placed_at" timestamptz(3),
  "store" uuid,
  "channel" text,
  "status" text,
  "lines" jsonb,
  "total" bigint,
  "total_currency" text,
  "discount" bigint,
  "discount_currency" text,
  "cost" bigint,
  "cost_currency" text,
  "margin" bigint,
  "margin_currency" text,
  "receivable" bigint,
  "receivable_currency" text,
  "currency" text,
  "country" text,
  "opportunity" uuid,
  "contract" uuid,
  "coupon" uuid,
  "campaign" uuid,
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "order_by_owner_list" on "order" (owner, "placed_at" desc nulls last, id desc) where deleted_at is null;
create index "order_by_unit_list" on "order" (unit, "placed_at" desc nulls last, id desc) where deleted_at is null;
create index "order_by_list" on "order" ("placed_at" desc nulls last, id desc) where deleted_at is null;
create index "order_by_customer" on "order" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "order_by_opportunity" on "order" ("opportunity", created_at, id) where deleted_at is null and "opportunity" is not null;
create index "order_by_contract" on "order" ("contract", created_at, id) where deleted_at is null and "contract" is not null;
create index "order_by_coupon" on "order" ("coupon", created_at, id) where deleted_at is null and "coupon" is not null;
create index "order_by_campaign" on "order" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;
create index "order_by_store" on "order" ("store", "placed_at" desc nulls last, id desc) where deleted_at is null and "store" is not null;
create unique index "order_by_number_unique" on "order" ("number") where deleted_at is null and "number" is not null;

create table "contract" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "number" text,
  "name" text,
  "customer" uuid,
  "opportunity" uuid,
  "template" uuid,
  "signed_on" date,
  "starts_on" date,
  "ends_on" date,
  "signed_amount" bigint,
  "signed_amount_currency" text,
  "paid_amount" bigint,
  "paid_amount_currency" text,
  "receivable" bigint,
  "receivable_currency" text,
  "margin" bigint,
  "margin_currency" text,
  "payment_terms" text,
  "terms" text,
  "currency" text,
  "status" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "contract_by_owner_list" on "contract" (owner, created_at, id) where deleted_at is null;
create index "contract_by_unit_list" on "contract" (unit, created_at, id) where deleted_at is null;
create index "contract_by_list" on "contract" (created_at, id) where deleted_at is null;
create index "contract_by_customer" on "contract" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "contract_by_opportunity" on "contract" ("opportunity", created_at, id) where deleted_at is null and "opportunity" is not null;
create index "contract_by_template" on "contract" ("template", created_at, id) where deleted_at is null and "template" is not null;
create unique index "contract_by_number_unique" on "contract" ("number") where deleted_at is null and "number" is not null;

create table "contract_template" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "kind" text,
  "body" text,
  "edition" text,
  "status" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "contract_template_by_owner_list" on "contract_template" (owner, created_at, id) where deleted_at is null;
create index "contract_template_by_unit_list" on "contract_template" (unit, created_at, id) where deleted_at is null;
create index "contract_template_by_list" on "contract_template" (created_at, id) where deleted_at is null;

create table "delivery_progress" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "customer" uuid,
  "contract" uuid,
  "milestone" text,
  "due_on" date,
  "done_on" date,
  "progress" double precision,
  "responsible" uuid,
  "status" text,
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "delivery_progress_by_owner_list" on "delivery_progress" (owner, created_at, id) where deleted_at is null;
create index "delivery_progress_by_unit_list" on "delivery_progress" (unit, created_at, id) where deleted_at is null;
create index "delivery_progress_by_list" on "delivery_progress" (created_at, id) where deleted_at is null;
create index "delivery_progress_by_customer" on "delivery_progress" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "delivery_progress_by_contract" on "delivery_progress" ("contract", created_at, id) where deleted_at is null and "contract" is not null;
create index "delivery_progress_by_responsible" on "delivery_progress" ("responsible", created_at, id) where deleted_at is null and "responsible" is not null;

create table "shipment" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "number" text,
  "customer" uuid,
  "order" uuid,
  "carrier" text,
  "direction" text,
  "status" text,
  "shipped_at" timestamptz(3),
  "delivered_at" timestamptz(3),
  "receiver" text,
  "address" text,
  "freight" bigint,
  "freight_currency" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "shipment_by_owner_list" on "shipment" (owner, created_at, id) where deleted_at is null;
create index "shipment_by_unit_list" on "shipment" (unit, created_at, id) where deleted_at is null;
create index "shipment_by_list" on "shipment" (created_at, id) where deleted_at is null;
create index "shipment_by_customer" on "shipment" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "shipment_by_order" on "shipment" ("order", created_at, id) where deleted_at is null and "order" is not null;

create table "product" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "sku" text,
  "name" text,
  "name_english" text,
  "category" text,
  "price" bigint,
  "price_currency" text,
  "cost" bigint,
  "cost_currency" text,
  "status" text,
  "description" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "product_by_owner_list" on "product" (owner, created_at, id) where deleted_at is null;
create index "product_by_unit_list" on "product" (unit, created_at, id) where deleted_at is null;
create index "product_by_list" on "product" (created_at, id) where deleted_at is null;
create unique index "product_by_sku_unique" on "product" ("sku") where deleted_at is null and "sku" is not null;

create table "price_policy" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "product" uuid,
  "channel" text,
  "price" bigint,
  "price_currency" text,
  "maximum_discount" double precision,
  "floor" bigint,
  "floor_currency" text,
  "starts_on" date,
  "ends_on" date,
  "status" text,
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "price_policy_by_owner_list" on "price_policy" (owner, created_at, id) where deleted_at is null;
create index "price_policy_by_unit_list" on "price_policy" (unit, created_at, id) where deleted_at is null;
create index "price_policy_by_list" on "price_policy" (created_at, id) where deleted_at is null;
create index "price_policy_by_product" on "price_policy" ("product", created_at, id) where deleted_at is null and "product" is not null;

create table "sales_forecast" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "period_start" date,
  "period_end" date,
  "forecast" bigint,
  "forecast_currency" text,
  "target" bigint,
  "target_currency" text,
  "result" bigint,
  "result_currency" text,
  "confirmed" bigint,
  "confirmed_currency" text,
  "status" text,
  "comment" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "sales_forecast_by_owner_list" on "sales_forecast" (owner, created_at, id) where deleted_at is null;
create index "sales_forecast_by_unit_list" on "sales_forecast" (unit, created_at, id) where deleted_at is null;
create index "sales_forecast_by_list" on "sales_forecast" (created_at, id) where deleted_at is null;

create table "competitor_note" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "subject" text,
  "competitor" text,
  "kind" text,
  "observed_on" date,
  "content" text,
  "opportunity" uuid,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "competitor_note_by_owner_list" on "competitor_note" (owner, created_at, id) where deleted_at is null;
create index "competitor_note_by_unit_list" on "competitor_note" (unit, created_at, id) where deleted_at is null;
create index "competitor_note_by_list" on "competitor_note" (created_at, id) where deleted_at is null;
create index "competitor_note_by_opportunity" on "competitor_note" ("opportunity", created_at, id) where deleted_at is null and "opportunity" is not null;

create table "follow_up" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "customer" uuid,
  "opportunity" uuid,
  "ticket" uuid,
  "kind" text,
  "subject" text,
  "content" text,
  "at" timestamptz(3),
  "next_at" timestamptz(3),
  "state" text,
  "filed_at" timestamptz(3),
  "amendment" text,
  "amended_by" uuid,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "follow_up_by_owner_list" on "follow_up" (owner, "at" desc nulls last, id desc) where deleted_at is null;
create index "follow_up_by_unit_list" on "follow_up" (unit, "at" desc nulls last, id desc) where deleted_at is null;
create index "follow_up_by_list" on "follow_up" ("at" desc nulls last, id desc) where deleted_at is null;
create index "follow_up_by_customer" on "follow_up" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "follow_up_by_opportunity" on "follow_up" ("opportunity", created_at, id) where deleted_at is null and "opportunity" is not null;
create index "follow_up_by_ticket" on "follow_up" ("ticket", created_at, id) where deleted_at is null and "ticket" is not null;

create table "task" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "subject" text,
  "customer" uuid,
  "campaign" uuid,
  "kind" text,
  "due_at" timestamptz(3),
  "priority" text,
  "status" text,
  "done_at" timestamptz(3),
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "task_by_owner_list" on "task" (owner, created_at, id) where deleted_at is null;
create index "task_by_unit_list" on "task" (unit, created_at, id) where deleted_at is null;
create index "task_by_list" on "task" (created_at, id) where deleted_at is null;
create index "task_by_customer" on "task" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "task_by_campaign" on "task" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;

create table "ticket" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "number" text,
  "subject" text,
  "customer" uuid,
  "order" uuid,
  "kind" text,
  "severity" text,
  "status" text,
  "assignee" uuid,
  "description" text,
  "resolution" text,
  "compensation" bigint,
  "compensation_currency" text,
  "due_at" timestamptz(3),
  "resolved_at" timestamptz(3),
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "ticket_by_owner_list" on "ticket" (owner, created_at, id) where deleted_at is null;
create index "ticket_by_unit_list" on "ticket" (unit, created_at, id) where deleted_at is null;
create index "ticket_by_list" on "ticket" (created_at, id) where deleted_at is null;
create index "ticket_by_customer" on "ticket" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "ticket_by_order" on "ticket" ("order", created_at, id) where deleted_at is null and "order" is not null;
create index "ticket_by_assignee" on "ticket" ("assignee", created_at, id) where deleted_at is null and "assignee" is not null;
create unique index "ticket_by_number_unique" on "ticket" ("number") where deleted_at is null and "number" is not null;

create table "feedback" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "customer" uuid,
  "subject" text,
  "content" text,
  "rating" double precision,
  "topic" text,
  "ticket" uuid,
  "store" uuid,
  "answer" text,
  "status" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "feedback_by_owner_list" on "feedback" (owner, created_at, id) where deleted_at is null;
create index "feedback_by_unit_list" on "feedback" (unit, created_at, id) where deleted_at is null;
create index "feedback_by_list" on "feedback" (created_at, id) where deleted_at is null;
create index "feedback_by_customer" on "feedback" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "feedback_by_ticket" on "feedback" ("ticket", created_at, id) where deleted_at is null and "ticket" is not null;
create index "feedback_by_store" on "feedback" ("store", created_at, id) where deleted_at is null and "store" is not null;

create table "store_visit" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "customer" uuid,
  "store" uuid,
  "at" timestamptz(3),
  "purpose" text,
  "received_by" uuid,
  "campaign" uuid,
  "outcome" text,
  "note" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "store_visit_by_owner_list" on "store_visit" (owner, "at" desc nulls last, id desc) where deleted_at is null;
create index "store_visit_by_unit_list" on "store_visit" (unit, "at" desc nulls last, id desc) where deleted_at is null;
create index "store_visit_by_list" on "store_visit" ("at" desc nulls last, id desc) where deleted_at is null;
create index "store_visit_by_customer" on "store_visit" ("customer", created_at, id) where deleted_at is null and "customer" is not null;
create index "store_visit_by_campaign" on "store_visit" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;
create index "store_visit_by_store" on "store_visit" ("store", "at" desc nulls last, id desc) where deleted_at is null and "store" is not null;
create index "store_visit_by_received_by" on "store_visit" ("received_by", "at" desc nulls last, id desc) where deleted_at is null and "received_by" is not null;

create table "customer_group" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "kind" text,
  "tags" uuid[],
  "member_count" double precision,
  "purpose" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "customer_group_by_owner_list" on "customer_group" (owner, created_at, id) where deleted_at is null;
create index "customer_group_by_unit_list" on "customer_group" (unit, created_at, id) where deleted_at is null;
create index "customer_group_by_list" on "customer_group" (created_at, id) where deleted_at is null;

create table "tag" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "group" text,
  "color" text,
  "archived" boolean,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "tag_by_owner_list" on "tag" (owner, created_at, id) where deleted_at is null;
create index "tag_by_unit_list" on "tag" (unit, created_at, id) where deleted_at is null;
create index "tag_by_list" on "tag" (created_at, id) where deleted_at is null;
create unique index "tag_by_name_unique" on "tag" ("name") where deleted_at is null and "name" is not null;

create table "campaign" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "kind" text,
  "status" text,
  "starts_on" date,
  "ends_on" date,
  "template" uuid,
  "audience" uuid,
  "minimum_tier" text,
  "budget" bigint,
  "budget_currency" text,
  "spent" bigint,
  "spent_currency" text,
  "reached" double precision,
  "responded" double precision,
  "revenue" bigint,
  "revenue_currency" text,
  "strategy" text,
  "brief" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "campaign_by_owner_list" on "campaign" (owner, created_at, id) where deleted_at is null;
create index "campaign_by_unit_list" on "campaign" (unit, created_at, id) where deleted_at is null;
create index "campaign_by_list" on "campaign" (created_at, id) where deleted_at is null;
create index "campaign_by_template" on "campaign" ("template", created_at, id) where deleted_at is null and "template" is not null;
create index "campaign_by_audience" on "campaign" ("audience", created_at, id) where deleted_at is null and "audience" is not null;

create table "message_template" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "kind" text,
  "channel" text,
  "body" text,
  "status" text,
  "approved_by" uuid,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "message_template_by_owner_list" on "message_template" (owner, created_at, id) where deleted_at is null;
create index "message_template_by_unit_list" on "message_template" (unit, created_at, id) where deleted_at is null;
create index "message_template_by_list" on "message_template" (created_at, id) where deleted_at is null;

create table "coupon" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "code" text,
  "name" text,
  "kind" text,
  "value" bigint,
  "value_currency" text,
  "minimum_spend" bigint,
  "minimum_spend_currency" text,
  "minimum_tier" text,
  "campaign" uuid,
  "starts_on" date,
  "ends_on" date,
  "stock" double precision,
  "issued" double precision,
  "redeemed" double precision,
  "unit_cost" bigint,
  "unit_cost_currency" text,
  "status" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "coupon_by_owner_list" on "coupon" (owner, created_at, id) where deleted_at is null;
create index "coupon_by_unit_list" on "coupon" (unit, created_at, id) where deleted_at is null;
create index "coupon_by_list" on "coupon" (created_at, id) where deleted_at is null;
create index "coupon_by_campaign" on "coupon" ("campaign", created_at, id) where deleted_at is null and "campaign" is not null;
create unique index "coupon_by_code_unique" on "coupon" ("code") where deleted_at is null and "code" is not null;

create table "person" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "number" text,
  "email" text,
  "phone" text,
  "status" text,
  "locale" text,
  "zone" text,
  "joined_on" date,
  "left_on" date,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "person_by_owner_list" on "person" (owner, created_at, id) where deleted_at is null;
create index "person_by_unit_list" on "person" (unit, created_at, id) where deleted_at is null;
create index "person_by_list" on "person" (created_at, id) where deleted_at is null;
create unique index "person_by_number_unique" on "person" ("number") where deleted_at is null and "number" is not null;
create unique index "person_by_email_unique" on "person" ("email") where deleted_at is null and "email" is not null;
create index "person_by_phone" on "person" ("phone") where deleted_at is null and "phone" is not null;

create table "unit" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "code" text,
  "parent" uuid,
  "kind" text,
  "zone" text,
  "head" uuid,
  "address" text,
  "closed_on" date,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "unit_by_owner_list" on "unit" (owner, created_at, id) where deleted_at is null;
create index "unit_by_unit_list" on "unit" (unit, created_at, id) where deleted_at is null;
create index "unit_by_list" on "unit" (created_at, id) where deleted_at is null;
create index "unit_by_parent" on "unit" ("parent", created_at, id) where deleted_at is null and "parent" is not null;
create index "unit_by_head" on "unit" ("head", created_at, id) where deleted_at is null and "head" is not null;
create unique index "unit_by_code_unique" on "unit" ("code") where deleted_at is null and "code" is not null;

create table "post" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "title" text,
  "person" uuid,
  "role" uuid,
  "from" timestamptz(3),
  "until" timestamptz(3),
  "primary" boolean,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "post_by_owner_list" on "post" (owner, created_at, id) where deleted_at is null;
create index "post_by_unit_list" on "post" (unit, created_at, id) where deleted_at is null;
create index "post_by_list" on "post" (created_at, id) where deleted_at is null;
create index "post_by_person" on "post" ("person", created_at, id) where deleted_at is null and "person" is not null;
create index "post_by_role" on "post" ("role", created_at, id) where deleted_at is null and "role" is not null;

create table "group" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "purpose" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "group_by_owner_list" on "group" (owner, created_at, id) where deleted_at is null;
create index "group_by_unit_list" on "group" (unit, created_at, id) where deleted_at is null;
create index "group_by_list" on "group" (created_at, id) where deleted_at is null;

create table "group_member" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "group" uuid,
  "person" uuid,
  "from" timestamptz(3),
  "until" timestamptz(3),
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "group_member_by_owner_list" on "group_member" (owner, created_at, id) where deleted_at is null;
create index "group_member_by_unit_list" on "group_member" (unit, created_at, id) where deleted_at is null;
create index "group_member_by_list" on "group_member" (created_at, id) where deleted_at is null;
create index "group_member_by_group" on "group_member" ("group", created_at, id) where deleted_at is null and "group" is not null;
create index "group_member_by_person" on "group_member" ("person", created_at, id) where deleted_at is null and "person" is not null;

create table "role" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "name_english" text,
  "duties" text,
  "duties_english" text,
  "preset" text,
  "administrator" boolean,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "role_by_owner_list" on "role" (owner, created_at, id) where deleted_at is null;
create index "role_by_unit_list" on "role" (unit, created_at, id) where deleted_at is null;
create index "role_by_list" on "role" (created_at, id) where deleted_at is null;

create table "assignment" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "person" uuid,
  "group" uuid,
  "role" uuid,
  "at_unit" uuid,
  "from" timestamptz(3),
  "until" timestamptz(3),
  "reason" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "assignment_by_owner_list" on "assignment" (owner, created_at, id) where deleted_at is null;
create index "assignment_by_unit_list" on "assignment" (unit, created_at, id) where deleted_at is null;
create index "assignment_by_list" on "assignment" (created_at, id) where deleted_at is null;
create index "assignment_by_person" on "assignment" ("person", created_at, id) where deleted_at is null and "person" is not null;
create index "assignment_by_group" on "assignment" ("group", created_at, id) where deleted_at is null and "group" is not null;
create index "assignment_by_role" on "assignment" ("role", created_at, id) where deleted_at is null and "role" is not null;
create index "assignment_by_at_unit" on "assignment" ("at_unit", created_at, id) where deleted_at is null and "at_unit" is not null;

create table "participant" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "object" text,
  "record_id" uuid,
  "principal_kind" text,
  "principal_id" uuid,
  "function" text,
  "from" timestamptz(3),
  "until" timestamptz(3),
  "reason" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "participant_by_owner_list" on "participant" (owner, created_at, id) where deleted_at is null;
create index "participant_by_unit_list" on "participant" (unit, created_at, id) where deleted_at is null;
create index "participant_by_list" on "participant" (created_at, id) where deleted_at is null;
create index "participant_by_record_id" on "participant" ("record_id", created_at, id) where deleted_at is null and "record_id" is not null;
create index "participant_by_principal_id" on "participant" ("principal_id", created_at, id) where deleted_at is null and "principal_id" is not null;

create table "audit_line" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "at" timestamptz(3),
  "person" uuid,
  "action" text,
  "object" text,
  "record_count" double precision,
  "verdict" text,
  "reason" text,
  "detail" text,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "audit_line_by_owner_list" on "audit_line" (owner, "at" desc nulls last, id desc) where deleted_at is null;
create index "audit_line_by_unit_list" on "audit_line" (unit, "at" desc nulls last, id desc) where deleted_at is null;
create index "audit_line_by_list" on "audit_line" ("at" desc nulls last, id desc) where deleted_at is null;

create table "export_job" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "object" text,
  "file_name" text,
  "format" text,
  "state" text,
  "row_count" double precision,
  "digest" text,
  "finished_at" timestamptz(3),
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "export_job_by_owner_list" on "export_job" (owner, created_at, id) where deleted_at is null;
create index "export_job_by_unit_list" on "export_job" (unit, created_at, id) where deleted_at is null;
create index "export_job_by_list" on "export_job" (created_at, id) where deleted_at is null;

create table "import_job" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "object" text,
  "file_name" text,
  "state" text,
  "total" double precision,
  "done" double precision,
  "created" double precision,
  "updated" double precision,
  "skipped" double precision,
  "flagged" double precision,
  "failed" double precision,
  "finished_at" timestamptz(3),
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "import_job_by_owner_list" on "import_job" (owner, created_at, id) where deleted_at is null;
create index "import_job_by_unit_list" on "import_job" (unit, created_at, id) where deleted_at is null;
create index "import_job_by_list" on "import_job" (created_at, id) where deleted_at is null;

create table "saved_view" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "object" text,
  "query" text,
  "shared" boolean,
  "position" double precision,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "saved_view_by_owner_list" on "saved_view" (owner, created_at, id) where deleted_at is null;
create index "saved_view_by_unit_list" on "saved_view" (unit, created_at, id) where deleted_at is null;
create index "saved_view_by_list" on "saved_view" (created_at, id) where deleted_at is null;
