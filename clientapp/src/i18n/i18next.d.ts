import 'i18next';
import type activities from './zh-CN/activities.json';
import type board from './zh-CN/board.json';
import type boot from './zh-CN/boot.json';
import type common from './zh-CN/common.json';
import type care from './zh-CN/care.json';
import type careRules from './zh-CN/careRules.json';
import type contacts from './zh-CN/contacts.json';
import type bulk from './zh-CN/bulk.json';
import type customer from './zh-CN/customer.json';
import type customers from './zh-CN/customers.json';
import type fields from './zh-CN/fields.json';
import type filters from './zh-CN/filters.json';
import type history from './zh-CN/history.json';
import type imports from './zh-CN/imports.json';
import type jobs from './zh-CN/jobs.json';
import type lists from './zh-CN/lists.json';
import type pool from './zh-CN/pool.json';
import type offers from './zh-CN/offers.json';
import type managers from './zh-CN/managers.json';
import type orders from './zh-CN/orders.json';
import type record from './zh-CN/record.json';
import type records from './zh-CN/records.json';
import type settings from './zh-CN/settings.json';
import type keyAccounts from './zh-CN/keyAccounts.json';
import type lifecycle from './zh-CN/lifecycle.json';
import type segments from './zh-CN/segments.json';
import type tiers from './zh-CN/tiers.json';
import type timeline from './zh-CN/timeline.json';
import type today from './zh-CN/today.json';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'boot';
    resources: {
      activities: typeof activities;
      board: typeof board;
      boot: typeof boot;
      bulk: typeof bulk;
      common: typeof common;
      care: typeof care;
      careRules: typeof careRules;
      contacts: typeof contacts;
      customer: typeof customer;
      customers: typeof customers;
      fields: typeof fields;
      filters: typeof filters;
      history: typeof history;
      imports: typeof imports;
      jobs: typeof jobs;
      lists: typeof lists;
      pool: typeof pool;
      offers: typeof offers;
      managers: typeof managers;
      orders: typeof orders;
      record: typeof record;
      records: typeof records;
      settings: typeof settings;
      keyAccounts: typeof keyAccounts;
      lifecycle: typeof lifecycle;
      segments: typeof segments;
      tiers: typeof tiers;
      timeline: typeof timeline;
      today: typeof today;
    };
  }
}
