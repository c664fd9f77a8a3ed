// Written by `npm run gen` from openapi.json.

export interface paths {
    "/api/v1/code-lists": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List code lists.
         * @description All lists with their choices, also those that can no longer be chosen.
         */
        get: operations["listCodeLists"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/competitors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List competitors.
         * @description The competitors in your sight, 50 per page.
         */
        get: operations["listCompetitors"];
        put?: never;
        /**
         * Create a competitor.
         * @description Everything but the name can be added later.
         */
        post: operations["createCompetitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List contacts.
         * @description Contacts in your sight, 50 per page.
         */
        get: operations["listContacts"];
        put?: never;
        /**
         * Create a contact.
         * @description `customers` links the person to the customers he works for in the same step.
         */
        post: operations["createContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List customers.
         * @description Customers in your sight, 50 per page. `filter[nextFollowUpAt][isEmpty]=true` finds those without a next step.
         */
        get: operations["listCustomers"];
        put?: never;
        /**
         * Create a customer.
         * @description Whoever creates a customer looks after it, unless `ownerId` names another user you may assign to. The number is given by the system.
         */
        post: operations["createCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Export a list.
         * @description Makes a file of exactly this list: its columns, filter and order, and what you may see of it, as CSV, Excel workbook or JSON lines. Answers 202 with the job
         *                 that makes it, and you are told when it is there. With `now=true` a list of at most 10,000 rows is answered at once, as the file itself (200). The job keeps who
         *                 exported what.
         */
        post: operations["startExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List follow-ups.
         * @description `filter[ownerId]=me&filter[status]=planned&sort=due` is your list of things to do.
         */
        get: operations["listFollowUps"];
        put?: never;
        /**
         * Plan a follow-up.
         * @description Give either the day (`dueOn`) or the moment (`dueAt`), and a customer, a contact or both.
         */
        post: operations["planFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import a file.
         * @description CSV in any usual encoding, XLSX, XLS, or vCard for contacts; at most 200 MiB. The work is done as a job whose address is in `Location`: it
         *     tells progress and counts, can be paused, cancelled and undone, and has a file of the rows that failed, each with the reason, ready to be
         *     mended and sent again. Every row passes the same checks and rights as the form. With `dryRun` nothing is written.
         */
        post: operations["startImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List conversations.
         * @description Conversations in your sight, newest first, 50 per page.
         */
        get: operations["listInteractions"];
        put?: never;
        /**
         * Log a conversation.
         * @description It belongs to a customer, to contacts, or to both; it moves their `lastContactAt`.
         */
        post: operations["logInteraction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List jobs.
         * @description Those that you started, the newest first; an administrator sees everybody's. `filter[status]=running` keeps those that are being done.
         */
        get: operations["listJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List kinds of record.
         * @description Each with its names; the fields are under `/meta/{entity}`.
         */
        get: operations["listMeta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List notifications.
         * @description Your newest 50, and how many you have not read.
         */
        get: operations["listNotifications"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List orders.
         * @description Orders in your sight: your own and those of your customers. `filter[customerId]=…&sort=-orderedAt` is a customer's trading history.
         */
        get: operations["listOrders"];
        put?: never;
        /**
         * Take an order.
         * @description Amounts are decimal text in the order's currency. `number` may be the one of another system and is unique; without it the order gets the next of ours.
         *     An order that comes from elsewhere may begin as `confirmed`, `shipped` or `completed`; only those count for the customer's trade.
         */
        post: operations["takeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List payments.
         * @description Payments of the customers in your sight.
         */
        get: operations["listPayments"];
        put?: never;
        /**
         * Note a payment.
         * @description For a customer or one of his orders; a negative amount is money that went back.
         */
        post: operations["recordPayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pool": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the public pool.
         * @description Everybody who may see customers sees all of it: what helps to choose one, with the phone masked. `sort=-pooledAt` has the newest first.
         */
        get: operations["listPool"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/product-categories": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List categories.
         * @description Each names the one above it; `filter[parentId][isEmpty]=true` are those at the top.
         */
        get: operations["listProductCategories"];
        put?: never;
        /**
         * Create a category.
         * @description At the top of the tree, or below the parent that is named; at most 8 levels.
         */
        post: operations["createProductCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List products.
         * @description All products, also those that can no longer be ordered; `filter[active]=true` leaves them out.
         */
        get: operations["listProducts"];
        put?: never;
        /**
         * Create a product.
         * @description The code is kept in capitals and is unique. To bring many, or those of another system again and again, use `/products/batch`.
         */
        post: operations["createProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/regions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List regions.
         * @description Provinces with their cities and districts by GB/T 2260. They change once a year; keep the answer for a day.
         */
        get: operations["listRegions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List returns.
         * @description Returns of the customers in your sight.
         */
        get: operations["listReturns"];
        put?: never;
        /**
         * Take goods back.
         * @description Quantities and prices are positive; the return takes them off the customer's trade. The customer is the order's when only `orderId` is given.
         */
        post: operations["takeReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find customers and contacts.
         * @description By any part of the Chinese name, by pinyin (`haier`) or its initials (`hejt`), by Latin words, phone digits, e-mail address or number. The best hits come first.
         */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List tags.
         * @description All tags by name.
         */
        get: operations["listTags"];
        put?: never;
        /**
         * Add a tag.
         * @description A tag that is written onto a record for the first time is added by itself; this is for choosing its colour.
         */
        post: operations["addTag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/teams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List teams.
         * @description All teams by name.
         */
        get: operations["listTeams"];
        put?: never;
        /**
         * Add a team.
         * @description A sales manager sees what the members of the own team look after.
         */
        post: operations["addTeam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get my day.
         * @description Overdue, today and the seven days after, in my time zone; customers for whom nothing is planned; what I looked at last.
         */
        get: operations["getToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List users.
         * @description All colleagues, by name. `filter[active]=true` leaves out those who have been disabled.
         */
        get: operations["listUsers"];
        put?: never;
        /**
         * Add a user.
         * @description The answer holds a temporary password that is shown this once; the user replaces it at first sign-in.
         */
        post: operations["addUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/batch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Write up to 200 records.
         * @description Creates, updates, upserts or deletes, each item with the checks of a form. Answers 207 with what came of each item, in order; with `allOrNone` one refused
         *                 item takes back all. An `Idempotency-Key` is required. At most 200 items and 1 MB.
         */
        post: operations["writeBatch"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change many records.
         * @description Begins a job that changes, assigns, tags, deletes or restores the records that are named, or all that match. Each passes the checks of a form;
         *                 those that do not are skipped, with the reason. `links.undo` of the job takes it back within 24 hours.
         */
        post: operations["startBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Count and add up records of one kind by the values of a field.
         * @description For the columns of a board and the footer of a list: `by` names the field, `sum` and `average` what is added up and averaged. Without
         *     `by` only `total` is answered. Records out of your sight do not count.
         */
        post: operations["groupRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/list-settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the settings of a list.
         * @description How you like lists of this kind (`own`), and how they look for whoever has not said (`house`).
         */
        get: operations["getListSettings"];
        /**
         * Set the settings of a list.
         * @description Columns with order, width and freeze, density, the view that is shown first, and the views that stand as tabs; written whole, for you alone.
         */
        put: operations["setListSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search records of one kind by a filter with groups.
         * @description `where` is a tree of `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}` and comparisons `{"field":"status","op":"in","value":["potential","active"]}`:
         *                 at most 50 comparisons, four groups within each other, 500 values each. Which fields take which comparisons is under `/meta/{entity}`, in
         *                 `fields` and `related`. Days relative to today: `{"field":"lastContactAt","op":"notWithin","value":"last:30d"}` finds who was not
         *                 spoken with for 30 days or never. `me` and `myTeam` stand for users. An unknown field or comparison is refused with a pointer to it.
         */
        post: operations["searchRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List saved views.
         * @description Your own views of this kind of record and those shared with you, by name. `gone` names fields that a view still uses and that are no longer there.
         */
        get: operations["listViews"];
        put?: never;
        /**
         * Save a view.
         * @description A filter, an order, columns and a layout under a name. It is yours alone unless `sharedWith` says otherwise.
         */
        post: operations["addView"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in.
         * @description Answers an access token that is good for ten minutes, to be sent as `Authorization: Bearer …`, and sets an HttpOnly cookie with which
         *     `POST /auth/refresh` gives the next one. Too many wrong passwords make the caller wait (429 with `Retry-After`).
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign out.
         * @description Ends the session of the refresh cookie and deletes the cookie. Doing it twice changes nothing.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get who I am.
         * @description With my permissions. While `mustChangePassword` is true, only the operations under `/auth` work.
         */
        get: operations["getMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change my password.
         * @description At least 15 characters of any kind. All other sessions end; the answer is that of a new sign-in.
         */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew the access token.
         * @description Takes the refresh cookie and replaces it. A cookie that was used before ends the session, because then two hold it.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a change.
         * @description One saved change with all its fields, by the id that a history or a webhook names.
         */
        get: operations["getChange"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code-lists/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a code list.
         * @description With its choices in their order.
         */
        get: operations["getCodeList"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/competitors/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a competitor.
         * @description Everything that is known, also of one in the bin (`deletedAt` is set then).
         */
        get: operations["getCompetitor"];
        put?: never;
        post?: never;
        /**
         * Delete a competitor.
         * @description Puts the competitor into the bin, from which it can be restored. Deleting twice changes nothing.
         */
        delete: operations["deleteCompetitor"];
        options?: never;
        head?: never;
        /**
         * Change a competitor.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears.
         */
        patch: operations["changeCompetitor"];
        trace?: never;
    };
    "/api/v1/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a contact.
         * @description Everything about the person, also of one in the bin (`deletedAt` is set then).
         */
        get: operations["getContact"];
        put?: never;
        post?: never;
        /**
         * Delete a contact.
         * @description Puts the contact into the bin, from which it can be restored. Deleting twice changes nothing.
         */
        delete: operations["deleteContact"];
        options?: never;
        head?: never;
        /**
         * Change a contact.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there. Links to customers are changed under `/customers/{customerId}/contacts`.
         */
        patch: operations["changeContact"];
        trace?: never;
    };
    "/api/v1/customers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer.
         * @description The whole file, also of a customer in the bin (`deletedAt` is set then).
         */
        get: operations["getCustomer"];
        put?: never;
        post?: never;
        /**
         * Delete a customer.
         * @description Puts the customer into the bin, from which it can be restored. Deleting twice changes nothing.
         */
        delete: operations["deleteCustomer"];
        options?: never;
        head?: never;
        /**
         * Change a customer.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there.
         */
        patch: operations["changeCustomer"];
        trace?: never;
    };
    "/api/v1/files/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what a file is.
         * @description Name, type and size; the bytes are under `/files/{id}/content`.
         */
        get: operations["getFile"];
        put?: never;
        post?: never;
        /**
         * Delete a file.
         * @description It no longer shows and can no longer be downloaded.
         */
        delete: operations["deleteFile"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a follow-up.
         * @description Also one that is closed or in the bin.
         */
        get: operations["getFollowUp"];
        put?: never;
        post?: never;
        /**
         * Delete a follow-up.
         * @description Puts it into the bin, from which it can be restored. Deleting twice changes nothing.
         */
        delete: operations["deleteFollowUp"];
        options?: never;
        head?: never;
        /**
         * Change a follow-up.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there. Only while it is planned.
         */
        patch: operations["changeFollowUp"];
        trace?: never;
    };
    "/api/v1/imports/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look into a file before it is imported.
         * @description Answers how the file is read, its columns with samples, the proposed mapping with how sure it is, the orders in which days can be read, and
         *     the values that stand for nothing known. The file is kept for a day under `uploadId`; send that instead of the file to look again in
         *     another way, and to import it.
         */
        post: operations["previewImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/imports/template": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an empty file to fill.
         * @description A column for each field that can be imported, named in your language; `format=csv` instead of a sheet.
         */
        get: operations["getImportTemplate"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a conversation.
         * @description With the contacts who took part and its files.
         */
        get: operations["getInteraction"];
        put?: never;
        post?: never;
        /**
         * Delete a conversation.
         * @description Puts it into the bin, from which it can be restored. Deleting twice changes nothing.
         */
        delete: operations["deleteInteraction"];
        options?: never;
        head?: never;
        /**
         * Correct a conversation.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there.
         */
        patch: operations["correctInteraction"];
        trace?: never;
    };
    "/api/v1/jobs/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a job.
         * @description How it stands and how far it is. While it has not ended, `Retry-After` says when to ask again.
         */
        get: operations["getJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow your jobs.
         * @description Server-sent events (`text/event-stream`), read with fetch and the bearer token: an event `job` for each change of one of your jobs from now on, and a
         *                 comment every 15 seconds. The stream ends when your session ends; connect again after it broke, and read the list for what you missed.
         */
        get: operations["followJobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/{entity}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the fields of a kind of record.
         * @description What each field holds, and whether lists can be sorted and filtered by it.
         */
        get: operations["getMeta"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark all notifications as read.
         * @description Doing it twice changes nothing.
         */
        post: operations["readAllNotifications"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get how you want to be told.
         * @description Notifications always show in the page; mail comes only when you want it and the installation has a mail server.
         */
        get: operations["getNotificationSettings"];
        /**
         * Choose how you want to be told.
         * @description The choice is yours alone and holds from now on.
         */
        put: operations["chooseNotifications"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an order.
         * @description With its lines, also one in the bin.
         */
        get: operations["getOrder"];
        put?: never;
        post?: never;
        /**
         * Delete an order.
         * @description Puts it into the bin, from which it can be restored; it no longer counts. Deleting twice changes nothing.
         */
        delete: operations["deleteOrder"];
        options?: never;
        head?: never;
        /**
         * Change an order.
         * @description A JSON merge patch; lines are replaced whole. `status` goes on or to `cancelled`, never back; a cancelled order no longer changes.
         */
        patch: operations["changeOrder"];
        trace?: never;
    };
    "/api/v1/orders/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Sum up trade by month.
         * @description Orders of known customers in your sight, drafts and cancelled ones left out, and what came back, by the month of the day on which it was ordered or returned.
         *     Amounts are in the base currency without tax; months without trade are left out.
         */
        get: operations["summarizeOrders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a payment.
         * @description Also one in the bin.
         */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        /**
         * Delete a payment.
         * @description Puts it into the bin, from which it can be restored; it no longer counts. Deleting twice changes nothing.
         */
        delete: operations["deletePayment"];
        options?: never;
        head?: never;
        /**
         * Correct a payment.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears.
         */
        patch: operations["correctPayment"];
        trace?: never;
    };
    "/api/v1/pool/claims": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim several customers.
         * @description Up to 200. The answer says of each whether he is yours now, and if not, why; one that cannot be claimed does not hold up the others.
         */
        post: operations["claimCustomers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pool/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get the rules of the public pool.
         * @description A customer goes back to the pool `recoverAfterDays` after his `idleSince`, unless he is protected.
         */
        get: operations["getPoolSettings"];
        /**
         * Set the rules of the public pool.
         * @description Written anew as a whole. They hold at once; nobody loses a customer about whom he was not warned `warningDays` before.
         */
        put: operations["setPoolSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/product-categories/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a category.
         * @description Also one in the bin.
         */
        get: operations["getProductCategory"];
        put?: never;
        post?: never;
        /**
         * Delete a category.
         * @description Puts it into the bin, unless products or categories stand in it. Deleting twice changes nothing.
         */
        delete: operations["deleteProductCategory"];
        options?: never;
        head?: never;
        /**
         * Change a category.
         * @description A JSON merge patch. What stands below it moves with it.
         */
        patch: operations["changeProductCategory"];
        trace?: never;
    };
    "/api/v1/products/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a product.
         * @description Also one in the bin.
         */
        get: operations["getProduct"];
        put?: never;
        post?: never;
        /**
         * Delete a product.
         * @description Puts it into the bin, from which it can be restored; lines of orders keep it. Deleting twice changes nothing.
         */
        delete: operations["deleteProduct"];
        options?: never;
        head?: never;
        /**
         * Change a product.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears. Orders keep the price at which they were taken.
         */
        patch: operations["changeProduct"];
        trace?: never;
    };
    "/api/v1/returns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a return.
         * @description With its lines, also one in the bin.
         */
        get: operations["getReturn"];
        put?: never;
        post?: never;
        /**
         * Delete a return.
         * @description Puts it into the bin, from which it can be restored; it no longer counts. Deleting twice changes nothing.
         */
        delete: operations["deleteReturn"];
        options?: never;
        head?: never;
        /**
         * Change a return.
         * @description A JSON merge patch; lines are replaced whole.
         */
        patch: operations["changeReturn"];
        trace?: never;
    };
    "/api/v1/tags/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a tag.
         * @description Takes it off every record that carries it.
         */
        delete: operations["deleteTag"];
        options?: never;
        head?: never;
        /**
         * Change a tag.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears. The new name shows on every record at once.
         */
        patch: operations["changeTag"];
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a user.
         * @description Role, team and whether the user may sign in.
         */
        get: operations["getUser"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a user.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears. The e-mail address stays as it is.
         */
        patch: operations["changeUser"];
        trace?: never;
    };
    "/api/v1/{entity}/{id}/external-refs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get what other systems call a record.
         * @description Its external references, by system.
         */
        get: operations["getExternalRefs"];
        /**
         * Say what other systems call a record.
         * @description These and no others; at most 20. A name leads to one record of a kind: one that is taken is 409.
         */
        put: operations["writeExternalRefs"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what became of a record.
         * @description Every saved change, newest first: who, when, through what, and each field with its value before and after, written as an input writes it.
         *     Also of a record in the bin. Whoever sees the record sees its history.
         */
        get: operations["getHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/bulk/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview a change of many records.
         * @description Says how many records match, tries the first 200 of them without keeping anything, and tells how many of those would be skipped, and why.
         */
        post: operations["previewBulk"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/filters/description": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say a filter in words.
         * @description What the filter leaves, as a sentence in Chinese and English; ids and codes are called by their names.
         */
        post: operations["describeFilter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/list-settings/house": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set the settings of a list for everybody.
         * @description How lists of this kind look for whoever has not said how he likes them.
         */
        put: operations["setHouseListSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/views/{viewId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a saved view.
         * @description Your own, or one that is shared with you.
         */
        get: operations["getView"];
        /**
         * Replace a saved view.
         * @description Says everything about the view anew. Only its owner may, and administrators with views that are shared.
         */
        put: operations["replaceView"];
        post?: never;
        /**
         * Delete a saved view.
         * @description Deletes it for all with whom it is shared. Only its owner may, and administrators with views that are shared.
         */
        delete: operations["deleteView"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/changes/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a change.
         * @description Takes back one saved change as a new one, which can itself be undone. A field goes back only if it still says what this change made of
         *     it; the others stay, and the answer tells who has changed them since. A new record goes into the bin if nobody has changed it since; a
         *     deleted one comes back. With `force` later changes of the same fields are overwritten. What goes back passes the same rules as a form.
         */
        post: operations["undoChange"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/code-lists/{key}/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a choice to a code list.
         * @description The code stays for ever; the labels can change.
         */
        post: operations["addCodeListItem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/competitors/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a competitor.
         * @description Takes the competitor out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreCompetitor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a contact.
         * @description Takes the contact out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/contacts/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened with a contact.
         * @description Conversations, notes and closed follow-ups, newest first.
         */
        get: operations["getContactTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/addresses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the addresses of a customer.
         * @description The primary one first.
         */
        get: operations["listAddresses"];
        put?: never;
        /**
         * Add an address to a customer.
         * @description When it is primary, the one that was primary steps back.
         */
        post: operations["addAddress"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the contacts of a customer.
         * @description Those who are there now first, the primary one on top; then those who have left.
         */
        get: operations["listCustomerContacts"];
        put?: never;
        /**
         * Link a contact to a customer.
         * @description The contact must exist; create one with `POST /contacts`.
         */
        post: operations["linkContact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the files of a customer.
         * @description Also those on conversations with the customer; the newest first.
         */
        get: operations["listCustomerFiles"];
        put?: never;
        /**
         * Upload a file to a customer.
         * @description At most 20 MiB. Taken are pdf, png, jpg, gif, webp, Word, Excel, PowerPoint, zip, txt, csv, mp3 and wav, when the content fits the extension.
         */
        post: operations["uploadCustomerFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/tax-profiles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tax profiles of a customer.
         * @description The default one first.
         */
        get: operations["listTaxProfiles"];
        put?: never;
        /**
         * Add a tax profile to a customer.
         * @description When it is the default, the one that was steps back. A special invoice (专票) needs tax number, address, phone, bank and account.
         */
        post: operations["addTaxProfile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{customerId}/trade": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a customer's trade.
         * @description First and last order, number, revenue and returns, rhythm, favourite category and manner of paying, and every month with trade. The same figures stand in the customer's
         *     record, where lists can be filtered and sorted by them; here they are also told as they were on another day.
         */
        get: operations["getCustomerTrade"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get everything about a customer at a glance.
         * @description One answer with the file, counters, next step, open follow-ups, contacts, addresses, tax profiles and the newest page of the timeline.
         */
        get: operations["getCustomerOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/pool-return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Return a customer to the public pool.
         * @description Nobody looks after him from then on, and what was planned with him is cancelled. The reason is a code of the list `pool_reason`.
         */
        post: operations["returnCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/protection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Protect a customer.
         * @description A protected customer is never taken back into the public pool, however long nobody speaks with him.
         */
        post: operations["protectCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a customer.
         * @description Takes the customer out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/{id}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what happened with a customer.
         * @description Conversations, notes and closed follow-ups, newest first. Open follow-ups are under `/follow-ups`.
         */
        get: operations["getCustomerTimeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/customers/trade/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rebuild the figures of trade.
         * @description They are kept right with every change; this makes those of all customers anew from their orders, returns and payments, as a job.
         */
        post: operations["rebuildTrade"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/files/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a file.
         * @description Always as an attachment, and only while you may see the customer.
         */
        get: operations["downloadFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a follow-up.
         * @description For one that is no longer wanted.
         */
        post: operations["cancelFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Complete a follow-up.
         * @description Notes the result and, in the same step, the conversation and the next follow-up; all or nothing.
         */
        post: operations["completeFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{id}/missed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a follow-up missed.
         * @description For one that should have happened and did not.
         */
        post: operations["missFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{id}/reopening": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reopen a follow-up.
         * @description Takes back that it was completed, cancelled or missed. A conversation that was written down stays.
         */
        post: operations["reopenFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/follow-ups/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a follow-up.
         * @description Takes it out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreFollowUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a conversation.
         * @description Takes it out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreInteraction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/interactions/{interactionId}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload a file to a conversation.
         * @description It shows on the customer's file too. The limits are those of files on customers.
         */
        post: operations["uploadInteractionFile"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a job.
         * @description It ends behind the step that is being done now. What was done stays done; `links.undo` takes it back. Cancelling twice changes nothing.
         */
        post: operations["cancelJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/errors": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download what a job could not do.
         * @description For an import the rows as they were with the reasons, to be mended and sent again; for other jobs a CSV table of the records that were skipped, and why.
         */
        get: operations["downloadJobErrors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow a job.
         * @description As for all your jobs, but for this one: it begins with how the job stands, and ends when the job has ended.
         */
        get: operations["followJob"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download what a job made.
         * @description Always as an attachment, within seven days, and only while you may see it.
         */
        get: operations["downloadJobFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a job.
         * @description It stops behind the step that is being done now, and waits until it is resumed. Pausing twice changes nothing.
         */
        post: operations["pauseJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/resumption": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a job.
         * @description It goes on where it was paused. Resuming twice changes nothing.
         */
        post: operations["resumeJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/rows": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what came of each record of a job.
         * @description In the order in which the job dealt with them; `outcome=skipped` keeps those that could not be done, with the reasons. Kept for 30 days.
         */
        get: operations["listJobRows"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{id}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undo a job.
         * @description Takes back what it did, within 24 hours, as a job of its own whose address is in `Location`.
         */
        post: operations["undoJob"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/{entity}/fields": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List added fields.
         * @description In their order, archived ones among them. What records have now, with the fields that the house declares, is under `/meta/{entity}`.
         */
        get: operations["listCustomFields"];
        put?: never;
        /**
         * Add a field.
         * @description It is there at once in forms, lists, filters, sorting, search, import, export and the API, where it is called `custom.{key}`; on other nodes within five seconds.
         */
        post: operations["addCustomField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/{entity}/rules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List rules about fields.
         * @description In the order in which they were added, those that are out of force among them. Those in force are also in `/meta/{entity}`, for forms.
         */
        get: operations["listFieldRules"];
        put?: never;
        /**
         * Add a rule about a field.
         * @description It holds at once for whatever is written; a record that breaks it already can be changed as long as it is not broken anew. On other nodes within five seconds.
         */
        post: operations["addFieldRule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/notifications/{id}/reading": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Mark a notification as read.
         * @description Doing it twice changes nothing.
         */
        post: operations["readNotification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/cancellation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an order.
         * @description It no longer counts and no longer changes. Cancelling twice changes nothing; a completed order is refused.
         */
        post: operations["cancelOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/completion": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that the customer has what he ordered.
         * @description A completed order can still be corrected, and its history tells so. Completing twice changes nothing.
         */
        post: operations["completeOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/confirmation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm an order.
         * @description From now on it counts for the customer's trade. Confirming twice changes nothing.
         */
        post: operations["confirmOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore an order.
         * @description Takes it out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/orders/{id}/shipment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Note that an order is on its way.
         * @description Noting it twice changes nothing.
         */
        post: operations["shipOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/payments/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a payment.
         * @description Takes it out of the bin. Restoring twice changes nothing.
         */
        post: operations["restorePayment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/pool/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim a customer.
         * @description He is yours from then on. Of many who claim him at once one gets him; the others are told `already_claimed`.
         */
        post: operations["claimCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/product-categories/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a category.
         * @description Takes it out of the bin, unless another one has its name by now. Restoring twice changes nothing.
         */
        post: operations["restoreProductCategory"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/products/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a product.
         * @description Takes it out of the bin, unless another one has its code by now. Restoring twice changes nothing.
         */
        post: operations["restoreProduct"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recent-views/{type}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Note that I looked at a record.
         * @description It then leads the list of what was viewed recently.
         */
        put: operations["noteRecentView"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/returns/{id}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore a return.
         * @description Takes it out of the bin. Restoring twice changes nothing.
         */
        post: operations["restoreReturn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/disablement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Disable a user.
         * @description Shuts the user out at once: sessions end and access tokens are refused. Records stay with their owner until they are given to another.
         */
        post: operations["disableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/enablement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Enable a user.
         * @description Lets the user in again, with the password from before.
         */
        post: operations["enableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the password of a user.
         * @description The answer holds a new temporary password that is shown this once. Sessions of the user end.
         */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{entity}/ext/{system}/{externalId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Write the record that another system calls so.
         * @description A JSON merge patch into the record with this external reference (200), or a new record with it (201).
         */
        patch: operations["writeByExternalRef"];
        trace?: never;
    };
    "/api/v1/code-lists/{key}/items/{code}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change a choice of a code list.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears. `active: false` retires it; records that have it keep it.
         */
        patch: operations["changeCodeListItem"];
        trace?: never;
    };
    "/api/v1/customers/{customerId}/addresses/{addressId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take an address away from a customer.
         * @description It no longer shows on the file.
         */
        delete: operations["removeAddress"];
        options?: never;
        head?: never;
        /**
         * Change an address of a customer.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there.
         */
        patch: operations["changeAddress"];
        trace?: never;
    };
    "/api/v1/customers/{customerId}/contacts/{contactId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unlink a contact from a customer.
         * @description For links made by mistake. Of somebody who has left, set `leftOn` instead.
         */
        delete: operations["unlinkContact"];
        options?: never;
        head?: never;
        /**
         * Change the role of a contact at a customer.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there. Set `leftOn` when the person has left; the history stays.
         */
        patch: operations["changeCustomerContact"];
        trace?: never;
    };
    "/api/v1/customers/{customerId}/tax-profiles/{taxProfileId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take a tax profile away from a customer.
         * @description It no longer shows on the file.
         */
        delete: operations["removeTaxProfile"];
        options?: never;
        head?: never;
        /**
         * Change a tax profile of a customer.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears, arrays replace what was there.
         */
        patch: operations["changeTaxProfile"];
        trace?: never;
    };
    "/api/v1/meta/{entity}/fields/{key}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get an added field.
         * @description Also one that is archived.
         */
        get: operations["getCustomField"];
        put?: never;
        post?: never;
        /**
         * Archive an added field.
         * @description It vanishes everywhere; its values stay in the records and come back with it. Its key cannot be used again.
         */
        delete: operations["archiveCustomField"];
        options?: never;
        head?: never;
        /**
         * Change an added field.
         * @description A JSON merge patch: members that are absent stay as they are, `null` clears. Key, type and `relatesTo` stay. An option that records have can be retired, not left out.
         */
        patch: operations["changeCustomField"];
        trace?: never;
    };
    "/api/v1/meta/{entity}/fields/order": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Order the added fields.
         * @description Those that are not named come after those that are.
         */
        post: operations["orderCustomFields"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/{entity}/rules/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get a rule about a field.
         * @description With its condition and its messages.
         */
        get: operations["getFieldRule"];
        /**
         * Replace a rule about a field.
         * @description Whole: what is left out is nothing.
         */
        put: operations["replaceFieldRule"];
        post?: never;
        /**
         * Delete a rule about a field.
         * @description To put it out of force for a while, replace it with `active: false`.
         */
        delete: operations["deleteFieldRule"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/{entity}/fields/{key}/restoration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Bring an archived field back.
         * @description With the values that records still have. Where only one record may have a value, two that have the same stand against it: 409.
         */
        post: operations["restoreCustomField"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/meta/{entity}/fields/{key}/usage": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the records that use a field.
         * @description Ask before you archive it. Counted to the end, also where you may not look.
         */
        get: operations["getCustomFieldUsage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What can be written about an address. */
        AddressInput: {
            /** @description What it is for; `office` when nothing is said. */
            label?: components["schemas"]["AddressLabel"];
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode?: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode?: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode?: null | string;
            /** @description Street and number; at most 200 characters. */
            line1: string;
            /** @description Building, floor, room; at most 200 characters. */
            line2?: null | string;
            /** @description Postal code; at most 12 characters. */
            postalCode?: null | string;
            /** @description Who receives there; at most 100 characters. */
            recipient?: null | string;
            /** @description Phone of the recipient. */
            phone?: null | string;
            /** @description The one to use when nothing else is said; another one steps back. */
            isPrimary?: boolean;
        };
        /**
         * @description What an address is for. One of `office`, `billing`, `shipping`, `home`, `other`.
         * @example office
         * @example billing
         * @example shipping
         * @example home
         * @example other
         */
        AddressLabel: "office" | "billing" | "shipping" | "home" | "other";
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        AddressPatch: {
            /** @description What it is for; `office` when nothing is said. */
            label?: components["schemas"]["AddressLabel"];
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode?: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode?: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode?: null | string;
            /** @description Street and number; at most 200 characters. */
            line1?: string;
            /** @description Building, floor, room; at most 200 characters. */
            line2?: null | string;
            /** @description Postal code; at most 12 characters. */
            postalCode?: null | string;
            /** @description Who receives there; at most 100 characters. */
            recipient?: null | string;
            /** @description Phone of the recipient. */
            phone?: null | string;
            /** @description The one to use when nothing else is said; another one steps back. */
            isPrimary?: boolean;
        };
        /** @description An address of a customer. */
        AddressRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /**
             * @description What it is for.
             * @example office
             * @example billing
             * @example shipping
             * @example home
             * @example other
             */
            label: components["schemas"]["AddressLabel"];
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode: null | string;
            /** @description Street and number. */
            line1: null | string;
            /** @description Building, floor, room. */
            line2: null | string;
            /** @description Postal code. */
            postalCode: null | string;
            /** @description Who receives there. */
            recipient: null | string;
            /** @description Phone of the recipient, as typed. */
            phone: null | string;
            /** @description The one to use when nothing else is said. */
            isPrimary: boolean;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        AddressRowPage: {
            /** @description The rows. */
            data: components["schemas"]["AddressRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description A page of a list. */
        AnyRecordPage: {
            /** @description The rows. */
            data: Record<string, never>[];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description A sign-in that succeeded. */
        AuthResult: {
            /** @description JWT for the header `Authorization: Bearer …`. */
            accessToken: string;
            /**
             * Format: int32
             * @description Seconds for which it is good.
             */
            expiresIn: number;
            /** @description Who signed in. */
            user: components["schemas"]["Me"];
        };
        /** @description Up to 200 writes in one request. */
        BatchInput: {
            /** @description What is done with each item. */
            mode?: components["schemas"]["BatchMode"] | null;
            /** @description How items find their record: `id` (when nothing is said), `externalRef`, or a field that is `matchable`, for example `creditCode`. */
            matchOn?: null | string;
            /** @description Whether one refused item takes back all the others. */
            allOrNone?: boolean;
            /**
             * @description The values of each record, as a form would send them; besides, `clientRef` (your own name of the item), `id`, `version` and
             *     `externalRefs`.
             */
            items?: null | Record<string, never>[];
        };
        /**
         * @description What is done with each item of a batch. One of `create`, `update`, `upsert`, `delete`.
         * @example create
         * @example update
         * @example upsert
         * @example delete
         */
        BatchMode: "create" | "update" | "upsert" | "delete";
        /**
         * @description What can be done with many records at once. One of `change`, `assign`, `add_tags`, `remove_tags`, `delete`, `restore`.
         * @example change
         * @example assign
         * @example add_tags
         * @example remove_tags
         * @example delete
         * @example restore
         */
        BulkAction: "change" | "assign" | "add_tags" | "remove_tags" | "delete" | "restore";
        /** @description What is to be done with many records: with those that are named, or with all that a list shows. */
        BulkInput: {
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where?: components["schemas"]["Filter"] | null;
            /** @description Any part of a name, pinyin, initials, phone, e-mail or number. */
            q?: null | string;
            /** @description Whether the bin is meant instead of what is in use. */
            deleted?: boolean;
            /** @description What is done. */
            action?: components["schemas"]["BulkAction"] | null;
            /** @description For `change`: fields with their new values, as a merge patch; only fields that are `bulkEditable`. */
            values?: null | Record<string, never>;
            /** @description For `add_tags` and `remove_tags`: tags by name. */
            tags?: null | string[];
            /**
             * Format: uuid
             * @description For `assign`: id of the new owner.
             */
            ownerId?: null | string;
            /** @description The records, at most 10,000; without it, all that `where` and `q` find. */
            ids?: null | string[];
            /**
             * Format: int32
             * @description How many you think there are; when there are not exactly so many, nothing is begun.
             */
            expectedCount?: null | number;
        };
        /** @description What a change of many records would come to. */
        BulkPreview: {
            /**
             * Format: int32
             * @description How many there are.
             */
            matching: number;
            /**
             * Format: int32
             * @description How many of them were tried, without keeping anything; at most 200.
             */
            checked: number;
            /**
             * Format: int32
             * @description How many of those would be changed.
             */
            changed: number;
            /**
             * Format: int32
             * @description How many of those are so already.
             */
            unchanged: number;
            /** @description Why others would be skipped. */
            skipped: components["schemas"]["BulkSkip"][];
        };
        /** @description Why some records would be skipped. */
        BulkSkip: {
            /** @description Stable code. */
            code: string;
            /** @description The field that is to blame. */
            field: null | string;
            /**
             * Format: int32
             * @description How many.
             */
            count: number;
        };
        /** @description Why an order came to nothing. */
        CancellationInput: {
            /** @description The reason; at most 4,000 characters. */
            reason?: null | string;
        };
        /** @description What the user may do with a change. */
        ChangeCan: {
            /** @description Undo it. */
            undo: boolean;
        };
        /** @description One saved change of a record. */
        ChangeRow: {
            /**
             * Format: uuid
             * @description Id of the change.
             */
            id: string;
            /** @description Kind of record: `customers`, `contacts` and so on. */
            entity: string;
            /**
             * Format: uuid
             * @description Id of the record.
             */
            recordId: string;
            /**
             * Format: int32
             * @description The version that the record has had since.
             */
            version: number;
            /**
             * @description What became of the record.
             * @example created
             * @example changed
             * @example deleted
             * @example restored
             */
            verb: components["schemas"]["ChangeVerb"];
            /**
             * Format: date-time
             * @description When (UTC).
             */
            at: string;
            /**
             * Format: uuid
             * @description Id of the user who did it; null for the system.
             */
            userId: null | string;
            /** @description His name. */
            userName: null | string;
            /**
             * @description What it came from.
             * @example system
             * @example form
             * @example api
             * @example import
             * @example bulk
             * @example undo
             */
            source: components["schemas"]["ChangeSource"];
            /**
             * Format: uuid
             * @description Id of the job, or of the change that was undone.
             */
            reference: null | string;
            /**
             * Format: int32
             * @description Row of the imported file.
             */
            row: null | number;
            /** @description The request that brought it, as in its header `Request-Id`. */
            requestId: null | string;
            /** @description The fields that became something else; of a new record, those that say something. */
            fields: components["schemas"]["FieldChange"][];
            /** @description What you may do with it. */
            can: components["schemas"]["ChangeCan"];
        };
        /** @description A page of a list. */
        ChangeRowPage: {
            /** @description The rows. */
            data: components["schemas"]["ChangeRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What a change came from. One of `system`, `form`, `api`, `import`, `bulk`, `undo`.
         * @example system
         * @example form
         * @example api
         * @example import
         * @example bulk
         * @example undo
         */
        ChangeSource: "system" | "form" | "api" | "import" | "bulk" | "undo";
        /**
         * @description What became of a record. One of `created`, `changed`, `deleted`, `restored`.
         * @example created
         * @example changed
         * @example deleted
         * @example restored
         */
        ChangeVerb: "created" | "changed" | "deleted" | "restored";
        /** @description Customers to claim. */
        ClaimInput: {
            /** @description Their ids, at most 200. */
            ids?: null | string[];
        };
        /** @description What came of claiming several customers. */
        ClaimResult: {
            /**
             * Format: int32
             * @description How many are yours now.
             */
            claimed: number;
            /** @description What came of each, in the order of the ids. */
            data: components["schemas"]["ClaimedRow"][];
        };
        /** @description What came of claiming one customer. */
        ClaimedRow: {
            /**
             * Format: uuid
             * @description The customer.
             */
            id: string;
            /** @description Whether he is yours now. */
            claimed: boolean;
            /** @description Stable code of why not. */
            code: null | string;
            /** @description The same in words. */
            detail: null | string;
        };
        /** @description What can be written about a choice. */
        CodeListItemInput: {
            /** @description Stable code: lower-case letters, digits and underscores, at most 40; never changed afterwards. */
            code: string;
            /** @description Chinese label; at most 80 characters. */
            labelZh: string;
            /** @description English label; at most 80 characters. */
            labelEn: string;
            /**
             * Format: int32
             * @description Place in the list, 0 to 100,000.
             */
            position?: null | number;
            /** @description Whether it can be chosen; yes when nothing is said. */
            active?: null | boolean;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        CodeListItemPatch: {
            /** @description Stable code: lower-case letters, digits and underscores, at most 40; never changed afterwards. */
            code?: string;
            /** @description Chinese label; at most 80 characters. */
            labelZh?: string;
            /** @description English label; at most 80 characters. */
            labelEn?: string;
            /**
             * Format: int32
             * @description Place in the list, 0 to 100,000.
             */
            position?: null | number;
            /** @description Whether it can be chosen; yes when nothing is said. */
            active?: null | boolean;
        };
        /** @description A choice. */
        CodeListItemRow: {
            /** @description Stable code; records keep this. */
            code: string;
            /** @description Chinese label. */
            labelZh: string;
            /** @description English label. */
            labelEn: string;
            /**
             * Format: int32
             * @description Place in the list, ascending.
             */
            position: number;
            /** @description Whether it can still be chosen. */
            active: boolean;
            /**
             * Format: int32
             * @description Version of the choice.
             */
            version: number;
        };
        /** @description A list of choices. */
        CodeListRow: {
            /** @description Stable key. */
            key: string;
            /** @description Chinese name. */
            labelZh: string;
            /** @description English name. */
            labelEn: string;
            /** @description The choices in their order, also those that can no longer be chosen. */
            items: components["schemas"]["CodeListItemRow"][];
        };
        /** @description A page of a list. */
        CodeListRowPage: {
            /** @description The rows. */
            data: components["schemas"]["CodeListRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description A column of a list. */
        ColumnInput: {
            /** @description Key of the field, or name of a member of the row. */
            key: string;
            /**
             * Format: int32
             * @description Width in pixels, 40 to 1000; as wide as usual when nothing is said.
             */
            width?: null | number;
            /** @description Whether it stays when the others move sideways. */
            frozen?: boolean;
            /** @description Whether it is not shown, and only keeps its place. */
            hidden?: boolean;
            /** @description What stands under it: sum, average and so on, in the words of the page. */
            footing?: null | string;
        };
        /** @description What one column fills. */
        ColumnMapping: {
            /** @description Its name, as in the preview. */
            column: string;
            /**
             * @description The field it fills: a key of `/meta/{entity}`, also `custom.…`; a part of one (`phones.mobile`, `name.family`,
             *     `annualRevenue.currency`, `customers.title`); `address` for a whole Chinese address; `externalRef:{system}` for the id in another
             *     system; null when the column is ignored.
             */
            field: null | string;
            /**
             * @description A field to add for it when the import starts; only for whoever may change settings, and instead of `field`. An added field that has this name
             *     already is filled and not added again. A dry run adds nothing and checks the values.
             */
            newField: components["schemas"]["NewField"] | null;
            /** @description For days and times: the order of their parts; the likeliest of those that fit the whole column when nothing is said. */
            dayFormat: components["schemas"]["DayFormat"] | null;
            /** @description For amounts: the currency of those that name none; `CNY` when nothing is said. */
            currency: null | string;
            /** @description For relations: what the values are: `name`, `number`, `email`, `id` or `externalRef:{system}`; whatever finds one when nothing is said. */
            by: null | string;
            /** @description What single values of the column stand for: a code, a word of the contract, a user's id; null for nothing. */
            values: null | {
                [key: string]: null | string;
            };
            /** @description Values of the column that are added to its code list when the import starts, whatever `addMissingCodes` says; only for whoever may change settings. */
            addValues: null | string[];
        };
        /** @description A competitor. */
        Competitor: {
            /**
             * Format: uuid
             * @description Version-7 UUID.
             */
            id: string;
            /** @description Name (名称). At most 200 characters. */
            name: string;
            /** @description Threat level (威胁程度). Code of the list `threat_level`. */
            threatLevel: null | string;
            /** @description Website (网站). At most 300 characters. */
            website: null | string;
            /** @description Country or region (国家/地区). At most 60 characters. */
            country: null | string;
            /**
             * Format: double
             * @description Market share (市场份额).
             */
            marketShare: null | number;
            /** @description Main products (主要产品). At most 1000 characters. */
            mainProducts: null | string;
            /** @description Strengths (优势). At most 4000 characters. */
            strengths: null | string;
            /** @description Weaknesses (劣势). At most 4000 characters. */
            weaknesses: null | string;
            /**
             * Format: uuid
             * @description Watched by (负责人).
             */
            ownerId: null | string;
            /** @description Notes (备注). At most 4000 characters. */
            notes: null | string;
            /**
             * Format: date-time
             * @description Created at (创建时间).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description Updated at (更新时间).
             */
            updatedAt: string;
            /** @description Name of that user: Watched by (负责人). */
            ownerName: null | string;
            /** @description Values of the added fields by key. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: uuid
             * @description Who saved it first; null for the system.
             */
            createdBy: null | string;
            /** @description Name of that user. */
            createdByName: null | string;
            /**
             * Format: uuid
             * @description Who changed it last; null for the system.
             */
            updatedBy: null | string;
            /** @description Name of that user. */
            updatedByName: null | string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; also the ETag.
             */
            version: number;
            /** @description What you may do with a record now. */
            can: components["schemas"]["RecordCan"];
        };
        /** @description What can be written about a competitor. POST takes it whole; PATCH merges what is sent into what is there. */
        CompetitorInput: {
            /** @description Name (名称). At most 200 characters. */
            name: string;
            /** @description Threat level (威胁程度). Code of the list `threat_level`. */
            threatLevel?: null | string;
            /** @description Website (网站). At most 300 characters. */
            website?: null | string;
            /** @description Country or region (国家/地区). At most 60 characters. */
            country?: null | string;
            /**
             * Format: double
             * @description Market share (市场份额).
             */
            marketShare?: null | number;
            /** @description Main products (主要产品). At most 1000 characters. */
            mainProducts?: null | string;
            /** @description Strengths (优势). At most 4000 characters. */
            strengths?: null | string;
            /** @description Weaknesses (劣势). At most 4000 characters. */
            weaknesses?: null | string;
            /**
             * Format: uuid
             * @description Watched by (负责人).
             */
            ownerId?: null | string;
            /** @description Notes (备注). At most 4000 characters. */
            notes?: null | string;
            /** @description Values of the added fields by key. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A page of a list. */
        CompetitorPage: {
            /** @description The rows. */
            data: components["schemas"]["Competitor"][];
            /** @description Where a list goes on. */
            page: components["schemas"]["PageInfo"];
            total: components["schemas"]["Total"] | null;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        CompetitorPatch: {
            /** @description Name (名称). At most 200 characters. */
            name?: string;
            /** @description Threat level (威胁程度). Code of the list `threat_level`. */
            threatLevel?: null | string;
            /** @description Website (网站). At most 300 characters. */
            website?: null | string;
            /** @description Country or region (国家/地区). At most 60 characters. */
            country?: null | string;
            /**
             * Format: double
             * @description Market share (市场份额).
             */
            marketShare?: null | number;
            /** @description Main products (主要产品). At most 1000 characters. */
            mainProducts?: null | string;
            /** @description Strengths (优势). At most 4000 characters. */
            strengths?: null | string;
            /** @description Weaknesses (劣势). At most 4000 characters. */
            weaknesses?: null | string;
            /**
             * Format: uuid
             * @description Watched by (负责人).
             */
            ownerId?: null | string;
            /** @description Notes (备注). At most 4000 characters. */
            notes?: null | string;
            /** @description Values of the added fields by key. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What came of a follow-up. The conversation and the next step can be written down in the same step. */
        CompletionInput: {
            /** @description What came of it; at most 4,000 characters, several lines. */
            result?: null | string;
            /** @description The conversation in which it was done. Customer, contact and channel are those of the follow-up where nothing is said. */
            interaction?: components["schemas"]["InteractionInput"] | null;
            /** @description The next step. Customer, contact, owner and channel are those of the follow-up where nothing is said. */
            next?: components["schemas"]["FollowUpInput"] | null;
        };
        /** @description What came of completing a follow-up. */
        CompletionResult: {
            /** @description The follow-up, done. */
            followUp: components["schemas"]["FollowUpRow"];
            /** @description The conversation that was written down. */
            interaction: components["schemas"]["InteractionDetail"] | null;
            /** @description The next step. */
            next: components["schemas"]["FollowUpRow"] | null;
        };
        /**
         * @description A way of reaching somebody that he may forbid. One of `call`, `email`, `sms`, `chat`, `visit`.
         * @example call
         * @example email
         * @example sms
         * @example chat
         * @example visit
         */
        ContactChannel: "call" | "email" | "sms" | "chat" | "visit";
        /** @description A customer a person works or worked for. */
        ContactCustomerRow: {
            /**
             * Format: uuid
             * @description The customer.
             */
            customerId: string;
            /** @description Name of the customer. */
            customerName: string;
            /** @description Code of the list `contact_role`: decision maker, user, finance and so on. */
            role: null | string;
            /** @description Job title. */
            title: null | string;
            /** @description Department. */
            department: null | string;
            /** @description The person to ask for first at this customer. */
            isPrimary: boolean;
            /**
             * Format: date
             * @description The day he left; null while he is there.
             */
            leftOn: null | string;
        };
        /** @description Everything about a contact. */
        ContactDetail: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Name, family name first for Chinese names. */
            name: string;
            /** @description Name in Latin letters. */
            englishName: null | string;
            /** @description Code of the list `salutation`. */
            salutation: null | string;
            /** @description Male, female, or not known. */
            gender: components["schemas"]["Gender"] | null;
            /**
             * Format: date
             * @description Birthday.
             */
            birthday: null | string;
            /** @description Phone numbers, one of them primary. */
            phones: components["schemas"]["Phone"][];
            /** @description E-mail addresses, one of them primary. */
            emails: components["schemas"]["Email"][];
            /** @description WeChat id. */
            wechat: null | string;
            /** @description Anything worth knowing. */
            description: null | string;
            /** @description Needs and preferences. */
            preferences: components["schemas"]["Preference"][];
            /** @description Channels on which the person does not want to hear from us. */
            doNotContact: components["schemas"]["ContactChannel"][];
            /** @description Tags by name. */
            tags: string[];
            /** @description The customers he works or worked for, as far as you may see them. */
            customers: components["schemas"]["ContactCustomerRow"][];
            /**
             * Format: uuid
             * @description The user who knows the person best; a contact is also visible to whoever may see one of its customers.
             */
            ownerId: null | string;
            /** @description Name of the user who knows the person best. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When somebody last spoke with the person (UTC). Follows from the interactions.
             */
            lastContactAt: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Who saved it first; null for the system.
             */
            createdBy: null | string;
            /** @description Name of the user who wrote the person down. */
            createdByName: null | string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: uuid
             * @description Who changed it last; null for the system.
             */
            updatedBy: null | string;
            /** @description Name of the user who changed it last. */
            updatedByName: null | string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description What you may do with it now. */
            can: components["schemas"]["RecordCan"];
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        ContactPatch: {
            /** @description Name, family name first for Chinese names; at most 100 characters. */
            name?: string;
            /** @description Name in Latin letters; at most 100 characters. */
            englishName?: null | string;
            /** @description Code of the list `salutation`. */
            salutation?: null | string;
            /** @description Male, female, or null when not known. */
            gender?: components["schemas"]["Gender"] | null;
            /**
             * Format: date
             * @description Birthday.
             */
            birthday?: null | string;
            /** @description Phone numbers, at most 20. */
            phones?: null | components["schemas"]["PhoneInput"][];
            /** @description E-mail addresses, at most 20. */
            emails?: null | components["schemas"]["EmailInput"][];
            /** @description WeChat id; at most 60 characters. */
            wechat?: null | string;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            description?: null | string;
            /**
             * Format: uuid
             * @description Id of the user who knows the person best; whoever creates it when nothing is said.
             */
            ownerId?: null | string;
            /** @description Tags by name, at most 30; a new name becomes a new tag. */
            tags?: null | string[];
            /** @description Needs and preferences, at most 50. */
            preferences?: null | components["schemas"]["PreferenceInput"][];
            /** @description Channels on which the person does not want to hear from you. */
            doNotContact?: null | components["schemas"]["ContactChannel"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A contact in a list. */
        ContactRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Name, family name first for Chinese names. */
            name: string;
            /** @description The number to call first, as typed. */
            primaryPhone: null | string;
            /** @description The address to write to first, as typed. */
            primaryEmail: null | string;
            /** @description WeChat id. */
            wechat: null | string;
            /**
             * Format: uuid
             * @description A customer the person works for: where he is the primary contact, else the first.
             */
            primaryCustomerId: null | string;
            /** @description Name of that customer. */
            primaryCustomerName: null | string;
            /** @description Job title there. */
            title: null | string;
            /**
             * Format: uuid
             * @description The user who knows the person best; a contact is also visible to whoever may see one of its customers.
             */
            ownerId: null | string;
            /** @description Name of the user who knows the person best. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When somebody last spoke with the person (UTC). Follows from the interactions.
             */
            lastContactAt: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        ContactRowPage: {
            /** @description The rows. */
            data: components["schemas"]["ContactRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What can be written about a field that an administrator adds. POST takes it whole; PATCH merges what is sent into what is there. */
        CustomFieldInput: {
            /** @description Key in `custom` of inputs and answers: a small letter, then letters, digits and underscores, at most 40; never changed and never used again. */
            key?: null | string;
            /** @description What it holds; never changed. */
            type?: components["schemas"]["CustomFieldType"] | null;
            /** @description For relations: key of the kind of record it leads to, for example `customers`; never changed. */
            relatesTo?: null | string;
            /** @description Chinese label; at most 80 characters. */
            labelZh?: null | string;
            /** @description English label; at most 80 characters. */
            labelEn?: null | string;
            /** @description What to write into it, in Chinese; at most 400 characters. */
            helpZh?: null | string;
            /** @description What to write into it, in English; at most 400 characters. */
            helpEn?: null | string;
            /** @description Part of the form it stands in, in Chinese; at most 80 characters. */
            sectionZh?: null | string;
            /** @description Part of the form it stands in, in English; at most 80 characters. */
            sectionEn?: null | string;
            /** @description For choices: what can be chosen, in its order, at most 200. One that records have can be retired and not left out. */
            options?: null | components["schemas"]["CustomFieldOptionInput"][];
            /** @description Whether a record cannot be saved without it. */
            required?: boolean;
            /** @description Whether no two records in use may have the same value. */
            unique?: boolean;
            /** @description What a new record gets when nothing is said, as a record would carry it. */
            defaultValue?: unknown;
            /**
             * Format: double
             * @description For numbers and amounts: the smallest.
             */
            min?: null | number;
            /**
             * Format: double
             * @description For numbers and amounts: the largest.
             */
            max?: null | number;
            /**
             * Format: int32
             * @description For texts: the longest, at most 400 characters, 4,000 for several lines.
             */
            maxLength?: null | number;
            /** @description For texts: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters. */
            pattern?: null | string;
            /** @description For texts: whether the search box finds the record by it. Records that have it already are found after they are next saved. */
            searchable?: boolean;
            /** @description Whether the database keeps an index for filtering and sorting by it; worth it from about 100,000 records on. */
            indexed?: boolean;
            /** @description What it says about a person: `none`, `contact`, `sensitive`. When nothing is said, phone numbers and e-mail addresses are contact data. */
            personalData?: components["schemas"]["PersonalData"] | null;
        };
        /** @description An option of an added field. */
        CustomFieldOption: {
            /** @description Stable word; records keep this. */
            value: string;
            /** @description Chinese label. */
            labelZh: string;
            /** @description English label. */
            labelEn: string;
            /** @description Whether it can no longer be chosen; records that have it keep it. */
            retired: boolean;
        };
        /** @description An option as it is sent. */
        CustomFieldOptionInput: {
            /** @description Stable word that records keep: letters, digits, spaces and `_ - . / ( )`; at most 80. */
            value?: null | string;
            /** @description Chinese label; at most 80 characters. */
            labelZh?: null | string;
            /** @description English label; at most 80 characters. */
            labelEn?: null | string;
            /** @description Whether it can no longer be chosen. */
            retired?: boolean;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        CustomFieldPatch: {
            /** @description Key in `custom` of inputs and answers: a small letter, then letters, digits and underscores, at most 40; never changed and never used again. */
            key?: null | string;
            /** @description What it holds; never changed. */
            type?: components["schemas"]["CustomFieldType"] | null;
            /** @description For relations: key of the kind of record it leads to, for example `customers`; never changed. */
            relatesTo?: null | string;
            /** @description Chinese label; at most 80 characters. */
            labelZh?: null | string;
            /** @description English label; at most 80 characters. */
            labelEn?: null | string;
            /** @description What to write into it, in Chinese; at most 400 characters. */
            helpZh?: null | string;
            /** @description What to write into it, in English; at most 400 characters. */
            helpEn?: null | string;
            /** @description Part of the form it stands in, in Chinese; at most 80 characters. */
            sectionZh?: null | string;
            /** @description Part of the form it stands in, in English; at most 80 characters. */
            sectionEn?: null | string;
            /** @description For choices: what can be chosen, in its order, at most 200. One that records have can be retired and not left out. */
            options?: null | components["schemas"]["CustomFieldOptionInput"][];
            /** @description Whether a record cannot be saved without it. */
            required?: boolean;
            /** @description Whether no two records in use may have the same value. */
            unique?: boolean;
            /** @description What a new record gets when nothing is said, as a record would carry it. */
            defaultValue?: unknown;
            /**
             * Format: double
             * @description For numbers and amounts: the smallest.
             */
            min?: null | number;
            /**
             * Format: double
             * @description For numbers and amounts: the largest.
             */
            max?: null | number;
            /**
             * Format: int32
             * @description For texts: the longest, at most 400 characters, 4,000 for several lines.
             */
            maxLength?: null | number;
            /** @description For texts: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters. */
            pattern?: null | string;
            /** @description For texts: whether the search box finds the record by it. Records that have it already are found after they are next saved. */
            searchable?: boolean;
            /** @description Whether the database keeps an index for filtering and sorting by it; worth it from about 100,000 records on. */
            indexed?: boolean;
            /** @description What it says about a person: `none`, `contact`, `sensitive`. When nothing is said, phone numbers and e-mail addresses are contact data. */
            personalData?: components["schemas"]["PersonalData"] | null;
        };
        /** @description A field that an administrator added. */
        CustomFieldRow: {
            /** @description Key in `custom` of inputs and answers: a small letter, then letters, digits and underscores, at most 40; never changed and never used again. */
            key: string;
            /** @description What it holds; never changed. */
            type: components["schemas"]["CustomFieldType"];
            /** @description For relations: key of the kind of record it leads to, for example `customers`; never changed. */
            relatesTo: null | string;
            /** @description Chinese label; at most 80 characters. */
            labelZh: string;
            /** @description English label; at most 80 characters. */
            labelEn: string;
            /** @description What to write into it, in Chinese; at most 400 characters. */
            helpZh: null | string;
            /** @description What to write into it, in English; at most 400 characters. */
            helpEn: null | string;
            /** @description Part of the form it stands in, in Chinese; at most 80 characters. */
            sectionZh: null | string;
            /** @description Part of the form it stands in, in English; at most 80 characters. */
            sectionEn: null | string;
            /** @description For choices: what can be chosen, in its order, at most 200. One that records have can be retired and not left out. */
            options: components["schemas"]["CustomFieldOption"][];
            /** @description Whether a record cannot be saved without it. */
            required: boolean;
            /** @description Whether no two records in use may have the same value. */
            unique: boolean;
            /** @description What a new record gets when nothing is said, as a record would carry it. */
            defaultValue: unknown;
            /**
             * Format: double
             * @description For numbers and amounts: the smallest.
             */
            min: null | number;
            /**
             * Format: double
             * @description For numbers and amounts: the largest.
             */
            max: null | number;
            /**
             * Format: int32
             * @description For texts: the longest, at most 400 characters, 4,000 for several lines.
             */
            maxLength: null | number;
            /** @description For texts: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters. */
            pattern: null | string;
            /** @description For texts: whether the search box finds the record by it. Records that have it already are found after they are next saved. */
            searchable: boolean;
            /** @description Whether the database keeps an index for filtering and sorting by it; worth it from about 100,000 records on. */
            indexed: boolean;
            /** @description What it says about a person. */
            personalData: components["schemas"]["PersonalData"];
            /**
             * Format: int32
             * @description Place among the added fields of its kind, ascending.
             */
            position: number;
            /**
             * Format: date-time
             * @description When it was archived; null while it is in use.
             */
            archivedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        CustomFieldRowPage: {
            /** @description The rows. */
            data: components["schemas"]["CustomFieldRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What an added field holds. One of `text`, `long_text`, `number`, `money`, `percent`, `date`, `date_time`, `yes_no`, `choice`, `choices`, `phone`, `email`, `web_address`, `user`, `relation`, `region`, `score`.
         * @example text
         * @example long_text
         * @example number
         * @example money
         * @example percent
         * @example date
         * @example date_time
         * @example yes_no
         * @example choice
         * @example choices
         * @example phone
         * @example email
         * @example web_address
         * @example user
         * @example relation
         * @example region
         * @example score
         */
        CustomFieldType: "text" | "long_text" | "number" | "money" | "percent" | "date" | "date_time" | "yes_no" | "choice" | "choices" | "phone" | "email" | "web_address" | "user" | "relation" | "region" | "score";
        /** @description What you may do with a customer now. */
        CustomerCan: {
            /** @description Change the file. */
            update: boolean;
            /** @description Put it into the bin. */
            delete: boolean;
            /** @description Take it out of the bin. */
            restore: boolean;
            /** @description Give it to another owner. */
            assign: boolean;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        CustomerContactPatch: {
            /** @description Code of the list `contact_role`. */
            role?: null | string;
            /** @description Job title; at most 100 characters. */
            title?: null | string;
            /** @description Department; at most 100 characters. */
            department?: null | string;
            /** @description The person to ask for first at this customer; another one steps back. */
            isPrimary?: boolean;
            /**
             * Format: date
             * @description The day he left; null while he is there. His history stays.
             */
            leftOn?: null | string;
        };
        /** @description A person at a customer. */
        CustomerContactRow: {
            /**
             * Format: uuid
             * @description The person.
             */
            contactId: string;
            /** @description Name of the person. */
            name: string;
            /** @description Code of the list `contact_role`: decision maker, user, finance and so on. */
            role: null | string;
            /** @description Job title. */
            title: null | string;
            /** @description Department. */
            department: null | string;
            /** @description The person to ask for first at this customer. */
            isPrimary: boolean;
            /**
             * Format: date
             * @description The day he left; null while he is there.
             */
            leftOn: null | string;
            /** @description The number to call first, as typed. */
            primaryPhone: null | string;
            /** @description The address to write to first, as typed. */
            primaryEmail: null | string;
            /**
             * Format: int32
             * @description Version of the link, not of the person.
             */
            version: number;
        };
        /** @description A page of a list. */
        CustomerContactRowPage: {
            /** @description The rows. */
            data: components["schemas"]["CustomerContactRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description How many there are of what on a customer's file. */
        CustomerCounters: {
            /**
             * Format: int32
             * @description People who are there now.
             */
            contacts: number;
            /**
             * Format: int32
             * @description Conversations and notes.
             */
            interactions: number;
            /**
             * Format: int32
             * @description Planned follow-ups.
             */
            openFollowUps: number;
            /**
             * Format: int32
             * @description Planned follow-ups whose time has passed.
             */
            overdueFollowUps: number;
            /**
             * Format: int32
             * @description Files, also those on conversations.
             */
            files: number;
            /**
             * Format: int32
             * @description Customers that belong to this one.
             */
            subsidiaries: number;
        };
        /** @description The whole file of a customer. */
        CustomerDetail: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Our number for the customer, unique and never changed, for example C000123. Empty until a new file is saved. */
            number: string;
            /** @description Whether the customer is a company or a person; `company` when nothing is said. */
            kind: components["schemas"]["CustomerKind"];
            /** @description Full legal name, or the person's name. */
            name: string;
            /** @description What colleagues call the customer. */
            shortName: null | string;
            /** @description Name in Latin letters. */
            englishName: null | string;
            /** @description Code of the list `industry`. */
            industry: null | string;
            /** @description Code of the list `customer_source`: how you met. */
            source: null | string;
            /** @description Code of the list `customer_size`: number of employees in bands. */
            size: null | string;
            /** @description Code of the list `customer_status`: where the customer stands. */
            status: null | string;
            /**
             * Format: int32
             * @description How good a customer this is, 1 to 5.
             */
            rating: null | number;
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode: null | string;
            /** @description Street and number; at most 200 characters. */
            addressLine1: null | string;
            /** @description Building, floor, room; at most 200 characters. */
            addressLine2: null | string;
            /** @description Postal code; at most 12 characters. */
            postalCode: null | string;
            /** @description Web address with http or https; at most 300 characters. */
            website: null | string;
            /** @description Phone numbers, one of them primary. */
            phones: components["schemas"]["Phone"][];
            /** @description E-mail addresses, one of them primary. */
            emails: components["schemas"]["Email"][];
            /** @description Turnover in a year, not negative. */
            annualRevenue: components["schemas"]["Money"] | null;
            /**
             * Format: date
             * @description Founding day; companies only.
             */
            foundedOn: null | string;
            /**
             * Format: date
             * @description Birthday; persons only.
             */
            birthday: null | string;
            /** @description Unified social credit code of a company, unique among customers in use. */
            creditCode: null | string;
            /** @description Anything worth knowing. */
            description: null | string;
            /** @description Needs and preferences. */
            preferences: components["schemas"]["Preference"][];
            /** @description Channels on which the customer does not want to hear from us. */
            doNotContact: components["schemas"]["ContactChannel"][];
            /** @description Tags by name. */
            tags: string[];
            /**
             * Format: uuid
             * @description The company this one belongs to.
             */
            parentId: null | string;
            /** @description Name of the company this one belongs to. */
            parentName: null | string;
            /**
             * Format: uuid
             * @description The user who looks after the customer; null while nobody does.
             */
            ownerId: null | string;
            /** @description Name of the user who looks after the customer. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When somebody last spoke with the customer (UTC). Follows from the interactions.
             */
            lastContactAt: null | string;
            /**
             * Format: date-time
             * @description When the next planned follow-up is due (UTC). Follows from the follow-ups; null means nobody has planned a next step.
             */
            nextFollowUpAt: null | string;
            /** @description Code of the list `customer_tier`. */
            tier: null | string;
            /**
             * Format: date
             * @description The day since which he has it.
             */
            tierSince: null | string;
            /** @description Whether somebody chose it, so that rules leave it alone. */
            tierIsManual: boolean;
            /**
             * Format: date
             * @description The last day on which that choice stands; null while it has no end.
             */
            tierUntil: null | string;
            /**
             * Format: int32
             * @description Band of recency, 1 the poorest; null before the first order. The scores are given by module Tiers, for all customers at once.
             */
            rfmRecency: null | number;
            /**
             * Format: int32
             * @description Band of frequency.
             */
            rfmFrequency: null | number;
            /**
             * Format: int32
             * @description Band of monetary value.
             */
            rfmMonetary: null | number;
            /** @description What the three together come to. */
            valueClass: components["schemas"]["ValueClass"] | null;
            /**
             * Format: date
             * @description Day of his last order.
             */
            lastOrderOn: null | string;
            /**
             * Format: int32
             * @description Number of his orders, drafts and cancelled ones left out.
             */
            orderCount: number;
            /** @description Revenue less returns, ever. */
            netRevenue: components["schemas"]["Money"];
            /** @description Revenue less returns in the twelve months up to Crm.Domain.Orders.CustomerTrade.AsOf: from the day after the same day a year before. */
            netRevenue12Months: components["schemas"]["Money"];
            /**
             * Format: date
             * @description Day of his first order.
             */
            firstOrderOn: null | string;
            /**
             * Format: int32
             * @description Number of his orders in the twelve months up to Crm.Domain.Orders.CustomerTrade.AsOf.
             */
            orderCount12Months: number;
            /**
             * Format: int32
             * @description Number of his returns.
             */
            returnCount: number;
            /** @description What they took off. */
            returned: components["schemas"]["Money"];
            /**
             * Format: double
             * @description Average days between two days on which he ordered; null before the second.
             */
            averageOrderGap: null | number;
            /**
             * Format: double
             * @description Median days between two days on which he ordered; null before the second.
             */
            medianOrderGap: null | number;
            /**
             * Format: uuid
             * @description The category in which he has spent most; null while nothing he bought has one.
             */
            favouriteCategoryId: null | string;
            /** @description Name of that category. */
            favouriteCategoryName: null | string;
            /** @description What he has paid, less what went back to him. */
            paid: components["schemas"]["Money"];
            /**
             * Format: double
             * @description Average days that his payments came late, early ones counted as below zero; null where no day was agreed.
             */
            averageDaysLate: null | number;
            /**
             * Format: double
             * @description Share of his payments that came late, 0 to 1; null where no day was agreed.
             */
            lateShare: null | number;
            /**
             * Format: date-time
             * @description Since when nobody spoke with the customer, did a follow-up or took him over (UTC); from it the days until he goes back to the pool count.
             */
            idleSince: null | string;
            /** @description Whether he stays with his owner however long nobody speaks with him. */
            protected: boolean;
            /**
             * Format: date-time
             * @description When the customer came into the public pool (UTC); null while somebody looks after him, and for one that was opened there.
             */
            pooledAt: null | string;
            /** @description Code of the list `pool_reason`: why he was given up. */
            poolReason: null | string;
            /** @description What whoever comes next should know. */
            poolNote: null | string;
            /**
             * Format: uuid
             * @description The user who looked after the customer before; while he is in the pool the one who gave him up.
             */
            lastOwnerId: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Who saved it first; null for the system.
             */
            createdBy: null | string;
            /** @description Name of the user who opened the file. */
            createdByName: null | string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: uuid
             * @description Who changed it last; null for the system.
             */
            updatedBy: null | string;
            /** @description Name of the user who changed it last. */
            updatedByName: null | string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description What you may do with it now. */
            can: components["schemas"]["CustomerCan"];
            /** @description The user who looks after it, with `expand=owner`. */
            owner: components["schemas"]["Reference"] | null;
            /** @description The company it belongs to, with `expand=parent`. */
            parent: components["schemas"]["Reference"] | null;
            /** @description The people there, with `expand=contacts`. */
            contacts: null | components["schemas"]["CustomerContactRow"][];
            /** @description Its addresses, with `expand=addresses`. */
            addresses: null | components["schemas"]["AddressRow"][];
            /** @description Its tax profiles, with `expand=taxProfiles`. */
            taxProfiles: null | components["schemas"]["TaxProfileRow"][];
        };
        /** @description What can be written about a customer. POST takes it whole; PATCH merges what is sent into what is there. */
        CustomerInput: {
            /** @description Whether the customer is a company or a person; `company` when nothing is said. */
            kind?: components["schemas"]["CustomerKind"];
            /** @description Full legal name, or the person's name; at most 200 characters. */
            name: string;
            /** @description What colleagues call the customer; at most 60 characters. */
            shortName?: null | string;
            /** @description Name in Latin letters; at most 200 characters. */
            englishName?: null | string;
            /** @description Code of the list `industry`. */
            industry?: null | string;
            /** @description Code of the list `customer_source`: how you met. */
            source?: null | string;
            /** @description Code of the list `customer_size`: number of employees in bands. */
            size?: null | string;
            /** @description Code of the list `customer_status`: where the customer stands. */
            status?: null | string;
            /**
             * Format: int32
             * @description How good a customer this is, 1 to 5.
             */
            rating?: null | number;
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode?: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode?: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode?: null | string;
            /** @description Street and number; at most 200 characters. */
            addressLine1?: null | string;
            /** @description Building, floor, room; at most 200 characters. */
            addressLine2?: null | string;
            /** @description Postal code; at most 12 characters. */
            postalCode?: null | string;
            /** @description Web address with http or https; at most 300 characters. */
            website?: null | string;
            /** @description Phone numbers, at most 20. */
            phones?: null | components["schemas"]["PhoneInput"][];
            /** @description E-mail addresses, at most 20. */
            emails?: null | components["schemas"]["EmailInput"][];
            /** @description Turnover in a year, not negative. */
            annualRevenue?: components["schemas"]["Money"] | null;
            /**
             * Format: date
             * @description Founding day; companies only.
             */
            foundedOn?: null | string;
            /**
             * Format: date
             * @description Birthday; persons only.
             */
            birthday?: null | string;
            /** @description Unified social credit code (GB 32100-2015), 18 characters with a right check character; companies only, unique. */
            creditCode?: null | string;
            /**
             * Format: uuid
             * @description Id of the company this one belongs to; never itself or one below it.
             */
            parentId?: null | string;
            /**
             * Format: uuid
             * @description Id of the user who looks after the customer; whoever creates it when nothing is said.
             */
            ownerId?: null | string;
            /** @description Tags by name, at most 30; a new name becomes a new tag. */
            tags?: null | string[];
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            description?: null | string;
            /** @description Needs and preferences, at most 50. */
            preferences?: null | components["schemas"]["PreferenceInput"][];
            /** @description Channels on which the customer does not want to hear from you. */
            doNotContact?: null | components["schemas"]["ContactChannel"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /**
         * @description What a customer is. One of `company`, `person`.
         * @example company
         * @example person
         */
        CustomerKind: "company" | "person";
        /** @description Everything the customer page shows first, in one answer. */
        CustomerOverview: {
            /** @description The file. */
            customer: components["schemas"]["CustomerDetail"];
            /** @description How many there are of what. */
            counters: components["schemas"]["CustomerCounters"];
            /** @description The follow-up that is due first; null means nobody has planned a next step. */
            nextStep: components["schemas"]["FollowUpRow"] | null;
            /** @description What is planned, due first first; at most 50. */
            openFollowUps: components["schemas"]["FollowUpRow"][];
            /** @description The people there. */
            contacts: components["schemas"]["CustomerContactRow"][];
            /** @description Where goods, invoices and people go. */
            addresses: components["schemas"]["AddressRow"][];
            /** @description What invoices must say. */
            taxProfiles: components["schemas"]["TaxProfileRow"][];
            /** @description The newest page of what happened. */
            timeline: components["schemas"]["TimelineItemPage"];
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        CustomerPatch: {
            /** @description Whether the customer is a company or a person; `company` when nothing is said. */
            kind?: components["schemas"]["CustomerKind"];
            /** @description Full legal name, or the person's name; at most 200 characters. */
            name?: string;
            /** @description What colleagues call the customer; at most 60 characters. */
            shortName?: null | string;
            /** @description Name in Latin letters; at most 200 characters. */
            englishName?: null | string;
            /** @description Code of the list `industry`. */
            industry?: null | string;
            /** @description Code of the list `customer_source`: how you met. */
            source?: null | string;
            /** @description Code of the list `customer_size`: number of employees in bands. */
            size?: null | string;
            /** @description Code of the list `customer_status`: where the customer stands. */
            status?: null | string;
            /**
             * Format: int32
             * @description How good a customer this is, 1 to 5.
             */
            rating?: null | number;
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode?: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode?: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode?: null | string;
            /** @description Street and number; at most 200 characters. */
            addressLine1?: null | string;
            /** @description Building, floor, room; at most 200 characters. */
            addressLine2?: null | string;
            /** @description Postal code; at most 12 characters. */
            postalCode?: null | string;
            /** @description Web address with http or https; at most 300 characters. */
            website?: null | string;
            /** @description Phone numbers, at most 20. */
            phones?: null | components["schemas"]["PhoneInput"][];
            /** @description E-mail addresses, at most 20. */
            emails?: null | components["schemas"]["EmailInput"][];
            /** @description Turnover in a year, not negative. */
            annualRevenue?: components["schemas"]["Money"] | null;
            /**
             * Format: date
             * @description Founding day; companies only.
             */
            foundedOn?: null | string;
            /**
             * Format: date
             * @description Birthday; persons only.
             */
            birthday?: null | string;
            /** @description Unified social credit code (GB 32100-2015), 18 characters with a right check character; companies only, unique. */
            creditCode?: null | string;
            /**
             * Format: uuid
             * @description Id of the company this one belongs to; never itself or one below it.
             */
            parentId?: null | string;
            /**
             * Format: uuid
             * @description Id of the user who looks after the customer; whoever creates it when nothing is said.
             */
            ownerId?: null | string;
            /** @description Tags by name, at most 30; a new name becomes a new tag. */
            tags?: null | string[];
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            description?: null | string;
            /** @description Needs and preferences, at most 50. */
            preferences?: null | components["schemas"]["PreferenceInput"][];
            /** @description Channels on which the customer does not want to hear from you. */
            doNotContact?: null | components["schemas"]["ContactChannel"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A customer in a list. */
        CustomerRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Our number for the customer, unique and never changed, for example C000123. Empty until a new file is saved. */
            number: string;
            /**
             * @description Whether the customer is a company or a person; `company` when nothing is said.
             * @example company
             * @example person
             */
            kind: components["schemas"]["CustomerKind"];
            /** @description Full legal name, or the person's name. */
            name: string;
            /** @description What colleagues call the customer. */
            shortName: null | string;
            /** @description Code of the list `industry`. */
            industry: null | string;
            /** @description Code of the list `customer_source`: how you met. */
            source: null | string;
            /** @description Code of the list `customer_size`: number of employees in bands. */
            size: null | string;
            /** @description Code of the list `customer_status`: where the customer stands. */
            status: null | string;
            /**
             * Format: int32
             * @description How good a customer this is, 1 to 5.
             */
            rating: null | number;
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode: null | string;
            /** @description The number to call first, as typed. */
            primaryPhone: null | string;
            /** @description The address to write to first, as typed. */
            primaryEmail: null | string;
            /** @description Unified social credit code of a company, unique among customers in use. */
            creditCode: null | string;
            /** @description Turnover in a year, not negative. */
            annualRevenue: components["schemas"]["Money"] | null;
            /** @description Tags by name. */
            tags: string[];
            /**
             * Format: uuid
             * @description The user who looks after the customer; null while nobody does.
             */
            ownerId: null | string;
            /** @description Name of the user who looks after the customer. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When somebody last spoke with the customer (UTC). Follows from the interactions.
             */
            lastContactAt: null | string;
            /**
             * Format: date-time
             * @description When the next planned follow-up is due (UTC). Follows from the follow-ups; null means nobody has planned a next step.
             */
            nextFollowUpAt: null | string;
            /** @description Code of the list `customer_tier`. */
            tier: null | string;
            /**
             * Format: date
             * @description Day of his last order.
             */
            lastOrderOn: null | string;
            /**
             * Format: int32
             * @description Number of his orders, drafts and cancelled ones left out.
             */
            orderCount: number;
            /** @description Revenue less returns, ever. */
            netRevenue: components["schemas"]["Money"];
            /** @description Revenue less returns in the twelve months up to Crm.Domain.Orders.CustomerTrade.AsOf: from the day after the same day a year before. */
            netRevenue12Months: components["schemas"]["Money"];
            /**
             * Format: date-time
             * @description Since when nobody spoke with the customer, did a follow-up or took him over (UTC); from it the days until he goes back to the pool count.
             */
            idleSince: null | string;
            /** @description Whether he stays with his owner however long nobody speaks with him. */
            protected: boolean;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        CustomerRowPage: {
            /** @description The rows. */
            data: components["schemas"]["CustomerRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description The trade with a customer in figures. Amounts are in the base currency without tax. */
        CustomerTradeView: {
            /**
             * Format: date
             * @description The day they are as of.
             */
            asOf: string;
            /**
             * Format: date
             * @description Day of his first order.
             */
            firstOrderOn: null | string;
            /**
             * Format: date
             * @description Day of his last order.
             */
            lastOrderOn: null | string;
            /**
             * Format: int32
             * @description Number of his orders, drafts and cancelled ones left out.
             */
            orderCount: number;
            /**
             * Format: int32
             * @description Number of his orders in the twelve months up to Crm.Domain.Orders.CustomerTrade.AsOf.
             */
            orderCount12Months: number;
            /** @description What they earned. */
            revenue: components["schemas"]["Money"];
            /** @description Revenue less returns, ever. */
            netRevenue: components["schemas"]["Money"];
            /** @description Revenue less returns in the twelve months up to Crm.Domain.Orders.CustomerTrade.AsOf: from the day after the same day a year before. */
            netRevenue12Months: components["schemas"]["Money"];
            /**
             * Format: int32
             * @description Number of his returns.
             */
            returnCount: number;
            /** @description What they took off. */
            returned: components["schemas"]["Money"];
            /**
             * Format: double
             * @description Average days between two days on which he ordered; null before the second.
             */
            averageOrderGap: null | number;
            /**
             * Format: double
             * @description Median days between two days on which he ordered; null before the second.
             */
            medianOrderGap: null | number;
            /**
             * Format: uuid
             * @description The category in which he has spent most; null while nothing he bought has one.
             */
            favouriteCategoryId: null | string;
            /** @description Name of that category. */
            favouriteCategoryName: null | string;
            /** @description What he has paid, less what went back to him. */
            paid: components["schemas"]["Money"];
            /**
             * Format: double
             * @description Average days that his payments came late, early ones counted as below zero; null where no day was agreed.
             */
            averageDaysLate: null | number;
            /**
             * Format: double
             * @description Share of his payments that came late, 0 to 1; null where no day was agreed.
             */
            lateShare: null | number;
            /** @description The months with trade, the first one first. */
            months: components["schemas"]["TradeMonth"][];
        };
        /** @description An order in which days can be read, with one of them. */
        DayExample: {
            /**
             * @description The order.
             * @example year_month_day
             * @example day_month_year
             * @example month_day_year
             * @example year
             * @example serial
             */
            format: components["schemas"]["DayFormat"];
            /** @description A value of the column. */
            text: string;
            /**
             * Format: date
             * @description The day that it is in this order.
             */
            day: string;
        };
        /**
         * @description In which order a column writes its days. One of `year_month_day`, `day_month_year`, `month_day_year`, `year`, `serial`.
         * @example year_month_day
         * @example day_month_year
         * @example month_day_year
         * @example year
         * @example serial
         */
        DayFormat: "year_month_day" | "day_month_year" | "month_day_year" | "year" | "serial";
        /**
         * @description Who began a conversation. One of `inbound`, `outbound`.
         * @example inbound
         * @example outbound
         */
        Direction: "inbound" | "outbound";
        /**
         * @description What becomes of a new record that is there already, in the database or further up in the file. One of `skip`, `create`, `update`.
         * @example skip
         * @example create
         * @example update
         */
        DuplicatePolicy: "skip" | "create" | "update";
        /** @description An e-mail address as it was given, with the form that is compared. */
        Email: {
            /** @description What it is for: work, home, billing, other. */
            label: components["schemas"]["EmailLabel"];
            /** @description As typed. */
            address: string;
            /** @description The one to write to first; exactly one of a list is. */
            isPrimary: boolean;
            /** @description Lower case, domain in ASCII: equal addresses are equal here. */
            normalized: string;
        };
        /** @description An e-mail address as it is sent. */
        EmailInput: {
            /** @description The address, at most 254 characters. */
            address: string;
            /**
             * @description What it is for; `work` when nothing is said.
             * @example work
             * @example home
             * @example billing
             * @example other
             */
            label?: components["schemas"]["EmailLabel"];
            /** @description The one to write to first; at most one of a list, and the first when none is marked. */
            isPrimary?: boolean;
        };
        /**
         * @description What an e-mail address is for. One of `work`, `home`, `billing`, `other`.
         * @example work
         * @example home
         * @example billing
         * @example other
         */
        EmailLabel: "work" | "home" | "billing" | "other";
        /**
         * @description What an empty cell does to a record that is there. One of `keep`, `clear`.
         * @example keep
         * @example clear
         */
        EmptyCells: "keep" | "clear";
        /** @description A kind of record with its fields. */
        EntityMeta: {
            /** @description Its key, as in the address. */
            entity: string;
            /** @description Chinese name. */
            labelZh: string;
            /** @description English name. */
            labelEn: string;
            /** @description The order of a list when nobody asks for another. */
            defaultSort: string;
            /** @description Its fields. */
            fields: components["schemas"]["FieldMeta"][];
            /** @description Fields of the records that it leads to (`owner.name`, `contacts.title`), by which it can be filtered too. */
            related: components["schemas"]["FieldMeta"][];
            /** @description The words that `within` and `notWithin` take beside `last:30d`, `next:7d`, `olderThan:30d`, `laterThan:7d` (days, `w` weeks, `m` months). */
            periods: string[];
            /** @description Whether an administrator can add fields and rules to it. */
            customizable: boolean;
            /** @description The rules about its fields that are in force, so that a form can say at once what must be given and what stays as it is. */
            rules: components["schemas"]["RuleMeta"][];
        };
        /** @description A kind of record. */
        EntityRow: {
            /** @description Its key, as in the address. */
            entity: string;
            /** @description Chinese name. */
            labelZh: string;
            /** @description English name. */
            labelEn: string;
            /** @description Whether an administrator can add fields and rules to it. */
            customizable: boolean;
        };
        /** @description A page of a list. */
        EntityRowPage: {
            /** @description The rows. */
            data: components["schemas"]["EntityRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What kind of file a list becomes. One of `csv`, `xlsx`, `jsonl`.
         * @example csv
         * @example xlsx
         * @example jsonl
         */
        ExportFormat: "csv" | "xlsx" | "jsonl";
        /** @description A list that becomes a file: exactly its columns, filter and order, and what you may see of it. */
        ExportInput: {
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where?: components["schemas"]["Filter"] | null;
            /** @description Any part of a name, pinyin, initials, phone, e-mail or number. */
            q?: null | string;
            /** @description Whether the bin is meant instead of what is in use. */
            deleted?: boolean;
            /** @description Key of the kind of record, for example `customers`. */
            entity?: null | string;
            /** @description Fields to order by, as in lists. */
            sort?: null | string;
            /** @description Keys of the fields, in order; all fields when nothing is said. */
            columns?: null | string[];
            /**
             * @description What kind of file; `csv` when nothing is said.
             * @example csv
             * @example xlsx
             * @example jsonl
             */
            format?: components["schemas"]["ExportFormat"];
            /** @description Language of headings and labels, `zh-CN` or `en`; that of `Accept-Language` when nothing is said. */
            language?: null | string;
            /** @description IANA time zone of dates; yours when nothing is said. */
            timeZone?: null | string;
            /** @description Whether the id of each record is the first column. */
            includeIds?: boolean;
        };
        /** @description What another system calls a record. */
        ExternalRefInput: {
            /** @description The other system: letters, digits, `.`, `_` and `-`; at most 40 characters. */
            system?: null | string;
            /** @description What it is called there; at most 200 characters. */
            id?: null | string;
        };
        /** @description What other systems call a record. */
        ExternalRefsInput: {
            /** @description At most 20. */
            externalRefs?: null | components["schemas"]["ExternalRefInput"][];
        };
        /** @description A field that became something else, its values as an input would write them. */
        FieldChange: {
            /** @description Key of the field; `custom.` before the key of an added one. */
            field: string;
            /** @description What it was; null for nothing. */
            before: unknown;
            /** @description What it became; null for nothing. */
            after: unknown;
        };
        /** @description A value to be equal to, or comparisons. */
        FieldFilter: string | {
            eq?: string;
            ne?: string;
            gt?: string;
            gte?: string;
            lt?: string;
            lte?: string;
            in?: string;
            nin?: string;
            hasAll?: string;
            contains?: string;
            notContains?: string;
            startsWith?: string;
            endsWith?: string;
            isEmpty?: string;
            between?: string;
            within?: string;
            notWithin?: string;
        };
        /** @description A field of a kind of record. */
        FieldMeta: {
            /** @description Its key, as in answers, sort and filter. */
            key: string;
            /** @description What it holds: text, money, code, owner and so on. */
            type: string;
            /** @description Chinese label. */
            labelZh: string;
            /** @description English label. */
            labelEn: string;
            /** @description Whether a record cannot be without it. */
            required: boolean;
            /** @description Whether it cannot be written. */
            readOnly: boolean;
            /** @description Whether lists can be ordered by it. */
            sortable: boolean;
            /** @description Whether lists can be narrowed by it. */
            filterable: boolean;
            /** @description Whether the search box finds the record by it. */
            searchable: boolean;
            /** @description Whether many records at once may be given one value. */
            bulkEditable: boolean;
            /** @description The comparisons that lists accept for it. */
            operators: string[];
            /** @description Key of the code list it takes its values from. */
            codeList: null | string;
            /** @description The words it may have. */
            choices: string[];
            /**
             * Format: int32
             * @description Longest text.
             */
            maxLength: null | number;
            /** @description Key of the kind of record that its values are. */
            relatesTo: null | string;
            /** @description Whether no two records in use may have the same value. */
            unique: boolean;
            /** @description Whether an import or an upsert can find the record by it. */
            matchable: boolean;
            /** @description Whether an import can write it. */
            importable: boolean;
            /** @description Whether an administrator added it; it is in `custom` of inputs and answers. */
            custom: boolean;
            /**
             * @description What it says about a person: none, contact, sensitive.
             * @example none
             * @example contact
             * @example sensitive
             */
            personalData: components["schemas"]["PersonalData"];
            /** @description The words of `choices` with what people call them, retired ones among them; for added fields. */
            options: components["schemas"]["OptionMeta"][];
            /** @description What to write into it, in Chinese. */
            helpZh: null | string;
            /** @description What to write into it, in English. */
            helpEn: null | string;
            /** @description The part of the form it stands in, in Chinese. */
            sectionZh: null | string;
            /** @description The part of the form it stands in, in English. */
            sectionEn: null | string;
            /**
             * Format: int32
             * @description Its place among the fields, ascending from 1.
             */
            order: number;
            /** @description What a new record gets when nothing is said. */
            defaultValue: unknown;
            /**
             * Format: double
             * @description Smallest number.
             */
            min: null | number;
            /**
             * Format: double
             * @description Largest number.
             */
            max: null | number;
            /** @description Regular expression that the whole text must match. */
            pattern: null | string;
        };
        /** @description Keys in the order that is wanted. */
        FieldOrderInput: {
            /** @description Keys of added fields; those that are not named come after them, in the order that they have. */
            keys?: null | string[];
        };
        /** @description A rule about a field, as it is sent: whole. */
        FieldRuleInput: {
            /** @description Key of the field it is about; an added one begins with `custom.` */
            field?: null | string;
            /** @description What it asks. */
            kind?: components["schemas"]["FieldRuleKind"] | null;
            /**
             * @description The filter that the record must match as it would be, as in `POST /{entity}/search`, over its own fields; always when nothing is said. A
             *     field is read-only while the record matches as it was before the change.
             */
            when?: unknown;
            /** @description For `pattern`: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters. */
            pattern?: null | string;
            /** @description For `compare`: `eq`, `ne`, `gt`, `gte`, `lt` or `lte`. */
            operator?: null | string;
            /** @description For `compare`: key of a field of the same type. Either this or `value`. While it is empty the rule does not hold. */
            otherField?: null | string;
            /** @description For `compare`: a value as in filters; `today` for days, `now` for moments. */
            value?: null | string;
            /** @description For `options`: the words it may be, at most 200. */
            options?: null | string[];
            /** @description What to say to whoever breaks it, in Chinese; at most 200 characters. */
            messageZh?: null | string;
            /** @description What to say to whoever breaks it, in English; at most 200 characters. */
            messageEn?: null | string;
            /** @description Whether it is in force; yes when nothing is said. */
            active?: null | boolean;
        };
        /**
         * @description What a rule asks of a field. One of `required`, `read_only`, `pattern`, `compare`, `options`.
         * @example required
         * @example read_only
         * @example pattern
         * @example compare
         * @example options
         */
        FieldRuleKind: "required" | "read_only" | "pattern" | "compare" | "options";
        /** @description A rule about a field. */
        FieldRuleRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Key of the field it is about; an added one begins with `custom.` */
            field: string;
            /** @description What it asks. */
            kind: components["schemas"]["FieldRuleKind"];
            /**
             * @description The filter that the record must match as it would be, as in `POST /{entity}/search`, over its own fields; always when nothing is said. A
             *     field is read-only while the record matches as it was before the change.
             */
            when: unknown;
            /** @description For `pattern`: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters. */
            pattern: null | string;
            /** @description For `compare`: `eq`, `ne`, `gt`, `gte`, `lt` or `lte`. */
            operator: null | string;
            /** @description For `compare`: key of a field of the same type. Either this or `value`. While it is empty the rule does not hold. */
            otherField: null | string;
            /** @description For `compare`: a value as in filters; `today` for days, `now` for moments. */
            value: null | string;
            /** @description For `options`: the words it may be, at most 200. */
            options: string[];
            /** @description What to say to whoever breaks it, in Chinese; at most 200 characters. */
            messageZh: string;
            /** @description What to say to whoever breaks it, in English; at most 200 characters. */
            messageEn: string;
            /** @description Whether it is in force; yes when nothing is said. */
            active: boolean;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        FieldRuleRowPage: {
            /** @description The rows. */
            data: components["schemas"]["FieldRuleRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What a field holds, in the words of the business. The page picks display, input and filter by it. One of `text`, `long_text`, `number`, `money`, `date`, `date_time`, `yes_no`, `choice`, `code`, `tags`, `person_name`, `phone`, `email`, `web_address`, `region`, `relation`, `relations`, `owner`, `score`, `preferences`, `choices`, `percent`.
         * @example text
         * @example long_text
         * @example number
         * @example money
         * @example date
         * @example date_time
         * @example yes_no
         * @example choice
         * @example code
         * @example tags
         * @example person_name
         * @example phone
         * @example email
         * @example web_address
         * @example region
         * @example relation
         * @example relations
         * @example owner
         * @example score
         * @example preferences
         * @example choices
         * @example percent
         */
        FieldType: "text" | "long_text" | "number" | "money" | "date" | "date_time" | "yes_no" | "choice" | "code" | "tags" | "person_name" | "phone" | "email" | "web_address" | "region" | "relation" | "relations" | "owner" | "score" | "preferences" | "choices" | "percent";
        /** @description How much an added field is used. */
        FieldUsage: {
            /**
             * Format: int32
             * @description Records in use that have a value, also those that you do not see.
             */
            records: number;
        };
        /** @description A file on a customer or a conversation. */
        FileRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description File name as uploaded, without any path. */
            name: string;
            /** @description Media type, decided by us from extension and content, never taken from the sender. */
            contentType: string;
            /**
             * Format: int64
             * @description Size in bytes.
             */
            size: number;
            /**
             * Format: uuid
             * @description The customer it belongs to, also when it hangs on one of his conversations.
             */
            customerId: null | string;
            /**
             * Format: uuid
             * @description The conversation it hangs on.
             */
            interactionId: null | string;
            /**
             * Format: date-time
             * @description When it was uploaded (UTC).
             */
            uploadedAt: string;
            /**
             * Format: uuid
             * @description Id of the user who uploaded it.
             */
            uploadedBy: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        FileRowPage: {
            /** @description The rows. */
            data: components["schemas"]["FileRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description A comparison, or a group of filters: `and` (all hold), `or` (at least one does), `not`. At most 50 comparisons and 4 groups within each other. */
        Filter: {
            and: components["schemas"]["Filter"][];
        } | {
            or: components["schemas"]["Filter"][];
        } | {
            not: components["schemas"]["Filter"];
        } | {
            /** @description Key of a field under `/meta/{entity}`, or of a related record: `owner.name`. */
            field: string;
            /**
             * @description How it is compared; `eq` when nothing is said.
             * @enum {string}
             */
            op?: "eq" | "ne" | "gt" | "gte" | "lt" | "lte" | "in" | "nin" | "hasAll" | "contains" | "notContains" | "startsWith" | "endsWith" | "isEmpty" | "between" | "within" | "notWithin";
            /** @description One value; several for `in`, `nin`, `hasAll` and `between`; `true` or `false` for `isEmpty`; a span such as `thisWeek` or `last:30d` for `within` and `notWithin`. */
            value: (boolean | number | string) | (boolean | number | string)[];
        };
        /** @description A filter to be said in words. */
        FilterInput: {
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where?: components["schemas"]["Filter"] | null;
        };
        /** @description A sentence in both languages. */
        FilterText: {
            /** @description Chinese. */
            zh: string;
            /** @description English. */
            en: string;
        };
        /** @description What you may do with a follow-up now. */
        FollowUpCan: {
            /** @description Change what is planned. */
            update: boolean;
            /** @description Complete it, cancel it or mark it missed. */
            complete: boolean;
            /** @description Take back that it was closed. */
            reopen: boolean;
            /** @description Put it into the bin. */
            delete: boolean;
        };
        /** @description What can be written about a follow-up. */
        FollowUpInput: {
            /** @description What is to be done; at most 200 characters. */
            subject?: null | string;
            /** @description How; never `note`. */
            channel?: components["schemas"]["InteractionChannel"] | null;
            /**
             * Format: date
             * @description The day it is due. Either this or `dueAt`.
             */
            dueOn?: null | string;
            /**
             * Format: date-time
             * @description The moment it is due (UTC). Either this or `dueOn`.
             */
            dueAt?: null | string;
            /**
             * Format: uuid
             * @description The customer; null only when a contact is named.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The person to speak with.
             */
            contactId?: null | string;
            /**
             * Format: uuid
             * @description Id of the user who does it; whoever plans it when nothing is said.
             */
            ownerId?: null | string;
            /** @description What to think of; at most 4,000 characters, several lines. */
            notes?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        FollowUpPatch: {
            /** @description What is to be done; at most 200 characters. */
            subject?: null | string;
            /** @description How; never `note`. */
            channel?: components["schemas"]["InteractionChannel"] | null;
            /**
             * Format: date
             * @description The day it is due. Either this or `dueAt`.
             */
            dueOn?: null | string;
            /**
             * Format: date-time
             * @description The moment it is due (UTC). Either this or `dueOn`.
             */
            dueAt?: null | string;
            /**
             * Format: uuid
             * @description The customer; null only when a contact is named.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The person to speak with.
             */
            contactId?: null | string;
            /**
             * Format: uuid
             * @description Id of the user who does it; whoever plans it when nothing is said.
             */
            ownerId?: null | string;
            /** @description What to think of; at most 4,000 characters, several lines. */
            notes?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A planned, done, cancelled or missed next step. */
        FollowUpRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description What is to be done. */
            subject: string;
            /**
             * @description How; never `note`.
             * @example call
             * @example visit
             * @example meeting
             * @example email
             * @example chat
             * @example sms
             * @example note
             */
            channel: components["schemas"]["InteractionChannel"];
            /**
             * Format: date
             * @description The day it is due, when no time of day was agreed.
             */
            dueOn: null | string;
            /**
             * Format: date-time
             * @description The moment it is due (UTC), when one was agreed.
             */
            dueAt: null | string;
            /**
             * Format: date-time
             * @description The moment from which it is overdue (UTC): the agreed one, or the end of the day.
             */
            due: string;
            /** @description Whether it is still planned and its time has passed. */
            overdue: boolean;
            /**
             * @description Planned, done, cancelled or missed.
             * @example planned
             * @example done
             * @example cancelled
             * @example missed
             */
            status: components["schemas"]["FollowUpStatus"];
            /** @description What came of it, or why it did not happen. */
            result: null | string;
            /** @description What to think of. */
            notes: null | string;
            /**
             * Format: uuid
             * @description The customer; null for a contact alone.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /**
             * Format: uuid
             * @description The person to speak with.
             */
            contactId: null | string;
            /** @description Name of the person. */
            contactName: null | string;
            /**
             * Format: uuid
             * @description Who does it.
             */
            ownerId: string;
            /** @description Name of the user who does it. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When it stopped being planned (UTC).
             */
            completedAt: null | string;
            /**
             * Format: uuid
             * @description The conversation in which it was done.
             */
            interactionId: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description What you may do with it now. */
            can: components["schemas"]["FollowUpCan"];
        };
        /** @description A page of a list. */
        FollowUpRowPage: {
            /** @description The rows. */
            data: components["schemas"]["FollowUpRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description Where a follow-up stands. One of `planned`, `done`, `cancelled`, `missed`.
         * @example planned
         * @example done
         * @example cancelled
         * @example missed
         */
        FollowUpStatus: "planned" | "done" | "cancelled" | "missed";
        /**
         * @description Gender, where the person told it. One of `male`, `female`.
         * @example male
         * @example female
         */
        Gender: "male" | "female";
        /** @description What a group comes to. */
        GroupFigures: {
            /**
             * Format: int32
             * @description Number of records.
             */
            count: number;
            /** @description Sums by the key of the field. Amounts of money are lists with one amount per currency, numbers are decimal texts. */
            sums: {
                [key: string]: unknown;
            };
            /** @description Averages by the key of the field, like the sums; null where nothing is given. */
            averages: {
                [key: string]: unknown;
            };
        };
        /** @description Records with the same value. */
        GroupRow: {
            /**
             * Format: int32
             * @description Number of records.
             */
            count: number;
            /** @description Sums by the key of the field. Amounts of money are lists with one amount per currency, numbers are decimal texts. */
            sums: {
                [key: string]: unknown;
            };
            /** @description Averages by the key of the field, like the sums; null where nothing is given. */
            averages: {
                [key: string]: unknown;
            };
            /** @description The value as filters write it, a month as `2026-11`, a year as `2026`; null for records that have none. */
            key: null | string;
            /** @description What the value is called; null for records that have none. */
            label: components["schemas"]["FilterText"] | null;
        };
        /** @description The groups of a list. */
        Groups: {
            /** @description The largest 200 groups. A record with several tags is in several. */
            data: components["schemas"]["GroupRow"][];
            /** @description Whether there are more groups than these. */
            hasMore: boolean;
            /** @description What the list comes to as a whole. */
            total: components["schemas"]["GroupFigures"];
        };
        /** @description What groups are made of. */
        GroupsInput: {
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where?: components["schemas"]["Filter"] | null;
            /** @description Any part of a name, pinyin, initials, phone, e-mail or number. */
            q?: null | string;
            /** @description `only` groups the bin instead of what is in use. */
            deleted?: null | string;
            /** @description IANA time zone in which days such as today begin and end; the user's own when nothing is said. */
            timeZone?: null | string;
            /** @description The field by whose values records are grouped: a choice, code, user, record, score, yes or no, region, tags, or a day (by month, beyond five years by year). Only the total when nothing is said. */
            by?: null | string;
            /** @description Fields with numbers or amounts to add up, at most 10. */
            sum?: null | string[];
            /** @description Fields with numbers or amounts to average, at most 10; empty ones do not count. */
            average?: null | string[];
        };
        /** @description Which column fills which field, and how its values are read. */
        ImportMapping: {
            /** @description The columns; those that are left out are ignored. */
            columns: components["schemas"]["ColumnMapping"][];
            /** @description Values for fields that no column fills, written like a cell: `{"source":"trade_show"}`. */
            defaults: null | {
                [key: string]: string;
            };
            /**
             * @description What an empty cell does to a record that is there; `keep` when nothing is said.
             * @example keep
             * @example clear
             */
            emptyCells: components["schemas"]["EmptyCells"];
            /**
             * @description What becomes of a new record that is there already; `skip` when nothing is said.
             * @example skip
             * @example create
             * @example update
             */
            duplicates: components["schemas"]["DuplicatePolicy"];
            /** @description Whether values that a code list lacks are added to it; only for whoever may change settings. */
            addMissingCodes: boolean;
            /** @description For contacts: whether a company that is not there becomes a new customer. */
            createCustomers: boolean;
            /** @description IANA name of the zone of times without one; the user's own when nothing is said. */
            timeZone: null | string;
        };
        /**
         * @description What an import does with records that are there. One of `create`, `update`, `upsert`.
         * @example create
         * @example update
         * @example upsert
         */
        ImportMode: "create" | "update" | "upsert";
        /** @description What was seen in a file, and what its columns probably fill. */
        ImportPreview: {
            /**
             * Format: uuid
             * @description Id of the stored file; an import names it instead of sending the file again.
             */
            uploadId: string;
            /**
             * Format: date-time
             * @description From when on the file is forgotten (UTC).
             */
            expiresAt: string;
            /** @description Its name. */
            fileName: string;
            /** @description How it is read. */
            layout: components["schemas"]["SourceLayout"];
            /**
             * Format: int32
             * @description The line that names the columns; 0 when none does, and they are called A, B, C.
             */
            headerRow: number;
            /**
             * Format: int32
             * @description Rows of data.
             */
            rows: number;
            /**
             * Format: int32
             * @description Rows that have fewer values than there are columns; what is missing is empty.
             */
            shortRows: number;
            /**
             * Format: int32
             * @description Rows that have more values than there are columns; they will fail.
             */
            wideRows: number;
            /**
             * Format: int32
             * @description Rows with signs that cannot be read in this encoding; they will fail unless another one is chosen.
             */
            unreadableRows: number;
            /** @description Its columns. */
            columns: components["schemas"]["PreviewColumn"][];
            /** @description The whole mapping as proposed, to be changed and sent back. */
            mapping: components["schemas"]["ImportMapping"];
            /** @description Whether the mapping is the one you used last for a file with these columns. */
            remembered: boolean;
            /** @description What columns can fill in this kind of record. */
            targets: components["schemas"]["PreviewTarget"][];
            /** @description What can find a record that is there. */
            matchKeys: string[];
        };
        /**
         * @description How a conversation takes place. One of `call`, `visit`, `meeting`, `email`, `chat`, `sms`, `note`.
         * @example call
         * @example visit
         * @example meeting
         * @example email
         * @example chat
         * @example sms
         * @example note
         */
        InteractionChannel: "call" | "visit" | "meeting" | "email" | "chat" | "sms" | "note";
        /** @description A conversation. */
        InteractionDetail: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /**
             * Format: uuid
             * @description The customer it was about; null for a conversation with a contact alone.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /** @description The contacts who took part. */
            contacts: components["schemas"]["Reference"][];
            /** @description How it took place; `note` when nobody was spoken to. */
            channel: components["schemas"]["InteractionChannel"];
            /** @description Who began: `inbound` the customer, `outbound` you. */
            direction: components["schemas"]["Direction"] | null;
            /** @description What it was about. */
            subject: string;
            /** @description What was said. */
            body: null | string;
            /**
             * Format: date-time
             * @description When it began (UTC), not in the future.
             */
            startedAt: string;
            /**
             * Format: int32
             * @description How long it took, in minutes.
             */
            durationMinutes: null | number;
            /** @description Others who took part. */
            participants: components["schemas"]["Participant"][];
            /** @description Code of the list `interaction_outcome`. */
            outcome: null | string;
            /** @description Files that belong to it. */
            files: components["schemas"]["FileRow"][];
            /**
             * Format: uuid
             * @description The user who logged it.
             */
            ownerId: string;
            /** @description Name of the user who logged it. */
            ownerName: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description What you may do with it now. */
            can: components["schemas"]["RecordCan"];
        };
        /** @description A page of a list. */
        InteractionDetailPage: {
            /** @description The rows. */
            data: components["schemas"]["InteractionDetail"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What can be written about a conversation. */
        InteractionInput: {
            /**
             * Format: uuid
             * @description The customer it was about; null only when contacts are named.
             */
            customerId?: null | string;
            /** @description The contacts who took part, at most 50. */
            contactIds?: null | string[];
            /** @description How it took place; `note` when nobody was spoken to. */
            channel?: components["schemas"]["InteractionChannel"] | null;
            /** @description Who began: `inbound` the customer, `outbound` you. */
            direction?: components["schemas"]["Direction"] | null;
            /** @description What it was about; at most 200 characters. */
            subject?: null | string;
            /** @description What was said; at most 20,000 characters, several lines. */
            body?: null | string;
            /**
             * Format: date-time
             * @description When it began (UTC); now when nothing is said, never in the future.
             */
            startedAt?: null | string;
            /**
             * Format: int32
             * @description How long it took, in minutes, up to a week.
             */
            durationMinutes?: null | number;
            /** @description Others who took part, at most 50. */
            participants?: null | components["schemas"]["Participant"][];
            /** @description Code of the list `interaction_outcome`. */
            outcome?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        InteractionPatch: {
            /**
             * Format: uuid
             * @description The customer it was about; null only when contacts are named.
             */
            customerId?: null | string;
            /** @description The contacts who took part, at most 50. */
            contactIds?: null | string[];
            /** @description How it took place; `note` when nobody was spoken to. */
            channel?: components["schemas"]["InteractionChannel"] | null;
            /** @description Who began: `inbound` the customer, `outbound` you. */
            direction?: components["schemas"]["Direction"] | null;
            /** @description What it was about; at most 200 characters. */
            subject?: null | string;
            /** @description What was said; at most 20,000 characters, several lines. */
            body?: null | string;
            /**
             * Format: date-time
             * @description When it began (UTC); now when nothing is said, never in the future.
             */
            startedAt?: null | string;
            /**
             * Format: int32
             * @description How long it took, in minutes, up to a week.
             */
            durationMinutes?: null | number;
            /** @description Others who took part, at most 50. */
            participants?: null | components["schemas"]["Participant"][];
            /** @description Code of the list `interaction_outcome`. */
            outcome?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /**
         * @description Kind of Chinese VAT invoice. One of `ordinary`, `special`.
         * @example ordinary
         * @example special
         */
        InvoiceType: "ordinary" | "special";
        /**
         * @description What came of one record of a job. One of `waiting`, `done`, `unchanged`, `skipped`.
         * @example waiting
         * @example done
         * @example unchanged
         * @example skipped
         */
        ItemOutcome: "waiting" | "done" | "unchanged" | "skipped";
        /** @description A job is further, or stands otherwise. It names nobody and nothing that the job is about. */
        JobEvent: {
            /**
             * Format: uuid
             * @description The job.
             */
            id: string;
            /** @description What it is. */
            kind: string;
            /** @description How it stands. */
            status: components["schemas"]["JobStatus"];
            /** @description How far it is. */
            progress: components["schemas"]["JobProgress"];
            /** @description Whether nothing will happen any more. */
            hasEnded: boolean;
            /**
             * Format: int32
             * @description Rises with every change; a lower one that comes later is old.
             */
            version: number;
        };
        /** @description What came of one record of a job. */
        JobItemRow: {
            /**
             * Format: int64
             * @description Its place among the things of the job, from 1.
             */
            number: number;
            /**
             * Format: uuid
             * @description The record.
             */
            recordId: null | string;
            /** @description What it is called, as far as it is in sight. */
            title: null | string;
            /**
             * @description What came of it.
             * @example waiting
             * @example done
             * @example unchanged
             * @example skipped
             */
            outcome: components["schemas"]["ItemOutcome"];
            /** @description Why it was skipped. */
            reasons: components["schemas"]["JobReason"][];
        };
        /** @description A page of a list. */
        JobItemRowPage: {
            /** @description The rows. */
            data: components["schemas"]["JobItemRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description Where to go from a job. */
        JobLinks: {
            /** @description The job. */
            self: string;
            /** @description What it made. */
            file: null | string;
            /** @description What could not be done, and why. */
            errors: null | string;
            /** @description Where to POST to take back what it did; there for 24 hours. */
            undo: null | string;
        };
        /** @description How far a job is. */
        JobProgress: {
            /**
             * Format: int64
             * @description Things dealt with, failed ones included.
             */
            done: number;
            /**
             * Format: int64
             * @description Things there are; null while nobody knows.
             */
            total: null | number;
            /**
             * Format: int64
             * @description Things that could not be done.
             */
            failed: number;
        };
        /** @description Why something could not be done. */
        JobReason: {
            /** @description Stable snake_case code. */
            code: string;
            /** @description The field that is to blame, as a path: `phones/0/number`. */
            field: null | string;
            /** @description Values that the sentence speaks of. */
            params: null | {
                [key: string]: unknown;
            };
            /** @description A sentence for people, in the reader's language. */
            detail: null | string;
        };
        /** @description Work that takes longer than a request. */
        JobRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description What it is: import, export, bulk, undo. */
            kind: string;
            /** @description What it does, in the reader's language. */
            title: string;
            /** @description Key of the kind of record it is about. */
            entity: null | string;
            /**
             * @description How it stands.
             * @example queued
             * @example running
             * @example paused
             * @example succeeded
             * @example partially_succeeded
             * @example failed
             * @example cancelled
             */
            status: components["schemas"]["JobStatus"];
            /** @description How far it is. */
            progress: components["schemas"]["JobProgress"];
            /** @description Counts, by kind of work: `{"changed":3,"unchanged":1,"skipped":2}`; empty before the first step. */
            result: Record<string, never>;
            /** @description Stable code of why it failed. */
            error: null | string;
            /** @description Where to go from here. */
            links: components["schemas"]["JobLinks"];
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: uuid
             * @description Id of the user who started it.
             */
            createdBy: string;
            /** @description His name. */
            createdByName: null | string;
            /**
             * Format: date-time
             * @description When its first step began (UTC).
             */
            startedAt: null | string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it ended (UTC).
             */
            endedAt: null | string;
            /** @description Name of the file that it made. */
            fileName: null | string;
            /**
             * Format: date-time
             * @description Until when its files can be fetched (UTC); null when it made none.
             */
            filesUntil: null | string;
            /**
             * Format: date-time
             * @description Until when what it did can be taken back (UTC); null when it cannot.
             */
            undoUntil: null | string;
            /**
             * Format: uuid
             * @description Id of the job that takes it back.
             */
            undoneBy: null | string;
        };
        /** @description A page of a list. */
        JobRowPage: {
            /** @description The rows. */
            data: components["schemas"]["JobRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description How a job stands. One of `queued`, `running`, `paused`, `succeeded`, `partially_succeeded`, `failed`, `cancelled`.
         * @example queued
         * @example running
         * @example paused
         * @example succeeded
         * @example partially_succeeded
         * @example failed
         * @example cancelled
         */
        JobStatus: "queued" | "running" | "paused" | "succeeded" | "partially_succeeded" | "failed" | "cancelled";
        /** @description A field that was not undone. */
        KeptField: {
            /** @description Key of the field. */
            field: string;
            /**
             * @description Why.
             * @example changed_since
             * @example read_only
             */
            reason: components["schemas"]["KeptReason"];
            /** @description What it said before the change that was to be undone. */
            before: unknown;
            /** @description What it says now. */
            now: unknown;
            /**
             * Format: uuid
             * @description The newest change of it since.
             */
            changeId: null | string;
            /**
             * Format: date-time
             * @description When that was (UTC).
             */
            at: null | string;
            /**
             * Format: uuid
             * @description Id of the user who did it.
             */
            userId: null | string;
            /** @description His name. */
            userName: null | string;
        };
        /**
         * @description Why a field was not undone. One of `changed_since`, `read_only`.
         * @example changed_since
         * @example read_only
         */
        KeptReason: "changed_since" | "read_only";
        /** @description Links a person who is already known to a customer. */
        LinkContactInput: {
            /**
             * Format: uuid
             * @description The person.
             */
            contactId: string;
            /** @description Code of the list `contact_role`. */
            role?: null | string;
            /** @description Job title; at most 100 characters. */
            title?: null | string;
            /** @description Department; at most 100 characters. */
            department?: null | string;
            /** @description The person to ask for first at this customer; another one steps back. */
            isPrimary?: boolean;
        };
        /**
         * @description How close rows stand. One of `compact`, `regular`, `comfortable`.
         * @example compact
         * @example regular
         * @example comfortable
         */
        ListDensity: "compact" | "regular" | "comfortable";
        /** @description How lists of one kind of record look for a user. */
        ListSettingsAnswer: {
            /** @description Key of the kind. */
            entity: string;
            /** @description What he has said himself; null when nothing. */
            own: components["schemas"]["ListSettingsInput"] | null;
            /** @description What an administrator has said for all; null when nothing. It holds where the user has said nothing. */
            house: components["schemas"]["ListSettingsInput"] | null;
        };
        /** @description How a user likes the lists of one kind of record; written whole. */
        ListSettingsInput: {
            /** @description The columns in their order; the usual ones when nothing is said. */
            columns?: null | components["schemas"]["ColumnInput"][];
            /** @description compact, regular or comfortable. */
            density?: components["schemas"]["ListDensity"] | null;
            /** @description Id of the view that is shown first, or the page's word for one that it brings along. */
            defaultView?: null | string;
            /** @description Ids of the views that stand as tabs, in their order; at most 30. */
            pinned?: null | string[];
        };
        /** @description What is needed to sign in. */
        LoginInput: {
            /** @description E-mail address. */
            email: string;
            /** @description Password. */
            password: string;
        };
        /** @description The signed-in user. */
        Me: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Name. */
            name: string;
            /** @description Address he signs in with. */
            email: string;
            /** @description administrator, sales_manager or sales. */
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description Team.
             */
            teamId: null | string;
            /** @description Name of the team. */
            teamName: null | string;
            /** @description What he may do; which rows he may do it with follows from his role. */
            permissions: string[];
            /** @description While true only the routes below /auth work. */
            mustChangePassword: boolean;
            /** @description IANA time zone of his days. */
            timeZone: string;
        };
        /** @description An amount with its currency. Four decimals are kept, as in the database (decimal(19,4)). */
        Money: {
            /** @description Decimal text, at most four decimals. */
            amount: string;
            /** @description ISO 4217 code, for example CNY. */
            currency: string;
        };
        /** @description A new contact, with the customers he works for. */
        NewContactInput: {
            /** @description Name, family name first for Chinese names; at most 100 characters. */
            name: string;
            /** @description Name in Latin letters; at most 100 characters. */
            englishName?: null | string;
            /** @description Code of the list `salutation`. */
            salutation?: null | string;
            /** @description Male, female, or null when not known. */
            gender?: components["schemas"]["Gender"] | null;
            /**
             * Format: date
             * @description Birthday.
             */
            birthday?: null | string;
            /** @description Phone numbers, at most 20. */
            phones?: null | components["schemas"]["PhoneInput"][];
            /** @description E-mail addresses, at most 20. */
            emails?: null | components["schemas"]["EmailInput"][];
            /** @description WeChat id; at most 60 characters. */
            wechat?: null | string;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            description?: null | string;
            /**
             * Format: uuid
             * @description Id of the user who knows the person best; whoever creates it when nothing is said.
             */
            ownerId?: null | string;
            /** @description Tags by name, at most 30; a new name becomes a new tag. */
            tags?: null | string[];
            /** @description Needs and preferences, at most 50. */
            preferences?: null | components["schemas"]["PreferenceInput"][];
            /** @description Channels on which the person does not want to hear from you. */
            doNotContact?: null | components["schemas"]["ContactChannel"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
            /** @description Where he works, at most 50 customers. */
            customers?: null | components["schemas"]["PlaceAtCustomerInput"][];
        };
        /** @description A field that an import adds. */
        NewField: {
            /** @description Its name in Chinese and English, at most 80 characters; the column's when nothing is said. */
            label: null | string;
            /**
             * @description What it holds; a choice has the column's values as its options, and nothing can lead to other records. `text` when nothing is said.
             * @example text
             * @example long_text
             * @example number
             * @example money
             * @example percent
             * @example date
             * @example date_time
             * @example yes_no
             * @example choice
             * @example choices
             * @example phone
             * @example email
             * @example web_address
             * @example user
             * @example relation
             * @example region
             * @example score
             */
            type: components["schemas"]["CustomFieldType"];
        };
        /** @description A user's new temporary password; it is shown once and kept nowhere. */
        NewPassword: {
            /** @description To be handed over in person. */
            temporaryPassword: string;
        };
        /** @description A new user with the password he signs in with the first time; it is shown once and kept nowhere. */
        NewUser: {
            /** @description The user. */
            user: components["schemas"]["UserRow"];
            /** @description To be handed over in person. */
            temporaryPassword: string;
        };
        /** @description How you want to be told. */
        NotificationChoiceInput: {
            /** @description Whether also by mail. */
            mail?: null | boolean;
        };
        /** @description What you are told, the newest first. */
        NotificationList: {
            /** @description At most 50. */
            data: components["schemas"]["NotificationRow"][];
            /**
             * Format: int32
             * @description How many you have not read, among all; at most 99.
             */
            unread: number;
        };
        /** @description Something you are told. */
        NotificationRow: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description What it is: `job_ended`, `pool_warning` (customers of yours go back to the pool soon), `pool_recovered` (they went). */
            kind: string;
            /**
             * Format: date-time
             * @description When (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When you read it (UTC); null while you have not.
             */
            readAt: null | string;
            /** @description The job that has ended. */
            job: components["schemas"]["NotifiedJob"] | null;
            /**
             * Format: int32
             * @description How many records it is about, where it is about several.
             */
            count: null | number;
        };
        /** @description A job that you are told about. */
        NotifiedJob: {
            /**
             * Format: uuid
             * @description Id of the job.
             */
            id: string;
            /** @description What it is. */
            kind: string;
            /** @description What it did, in the reader's language. */
            title: string;
            /** @description How it ended. */
            status: components["schemas"]["JobStatus"];
        };
        /** @description A word that a field may have. */
        OptionMeta: {
            /** @description The word, as in answers and inputs. */
            value: string;
            /** @description Chinese label. */
            labelZh: string;
            /** @description English label. */
            labelEn: string;
            /** @description Whether it can no longer be chosen. */
            retired: boolean;
        };
        /** @description What you may do with an order now. */
        OrderCan: {
            /** @description Change what was ordered. */
            update: boolean;
            /** @description Confirm it. */
            confirm: boolean;
            /** @description Note that it is on its way. */
            ship: boolean;
            /** @description Note that the customer has it. */
            complete: boolean;
            /** @description Cancel it. */
            cancel: boolean;
            /** @description Put it into the bin. */
            delete: boolean;
            /** @description Take it out of the bin. */
            restore: boolean;
        };
        /** @description A whole order. */
        OrderDetail: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Number on paper, unique: the one it came with, or the next of ours (O000001). */
            number: string;
            /**
             * Format: uuid
             * @description Who ordered; null while nobody knows.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /**
             * Format: uuid
             * @description The colleague whose sale it is; null when it came without one.
             */
            ownerId: null | string;
            /** @description Name of the colleague whose sale it is. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When it was ordered (UTC).
             */
            orderedAt: string;
            /**
             * Format: date
             * @description The day it was ordered, where whoever wrote it down sits; figures by day and month go by it.
             */
            orderedOn: string;
            /**
             * Format: date
             * @description The day by which it is wanted.
             */
            wantedOn: null | string;
            /** @description How far it is. */
            status: components["schemas"]["OrderStatus"];
            /** @description Code of the list `sales_channel`: shop, web, phone, visit. */
            channel: null | string;
            /** @description Code of the list `payment_method`. */
            paymentMethod: null | string;
            /** @description What is to be paid: goods less discount plus tax. */
            total: components["schemas"]["Money"];
            /**
             * Format: double
             * @description What it earns: goods less discount, in the base currency.
             */
            revenue: number;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description ISO 4217 code of all its amounts. */
            currency: string;
            /**
             * Format: double
             * @description One unit of its currency in the base currency on that day; 1 for the base currency itself.
             */
            rate: number;
            /**
             * Format: double
             * @description Sum of the lines without tax, before Crm.Domain.Orders.Order.Discount.
             */
            goods: number;
            /**
             * Format: double
             * @description What is taken off the whole order.
             */
            discount: number;
            /**
             * Format: double
             * @description Tax of the lines. A discount on the whole order lowers it in proportion.
             */
            tax: number;
            /** @description Anything worth knowing; the reason when it was cancelled. */
            note: null | string;
            /** @description The lines, in their order. */
            lines: components["schemas"]["OrderLineRow"][];
            /** @description What you may do with it now. */
            can: components["schemas"]["OrderCan"];
        };
        /** @description What can be written about an order. */
        OrderInput: {
            /** @description Number on paper, unique, at most 40 characters; the next of ours when nothing is said. It never changes afterwards. */
            number?: null | string;
            /**
             * Format: uuid
             * @description Who ordered; null while nobody knows.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The colleague whose sale it is; whoever writes the order when nothing is said.
             */
            ownerId?: null | string;
            /**
             * Format: date-time
             * @description When it was ordered (UTC); now when nothing is said.
             */
            orderedAt?: null | string;
            /**
             * Format: date
             * @description The day by which figures by day and month go; that of `orderedAt` where you are when nothing is said.
             */
            orderedOn?: null | string;
            /**
             * Format: date
             * @description The day by which it is wanted.
             */
            wantedOn?: null | string;
            /** @description How far it is; a new one is a `draft` when nothing is said. It goes on, or is cancelled, and never back. */
            status?: components["schemas"]["OrderStatus"] | null;
            /** @description ISO 4217 code of all amounts; `CNY` when nothing is said. */
            currency?: null | string;
            /**
             * Format: double
             * @description One unit of the currency in the base currency on that day; 1 when nothing is said.
             */
            rate?: number;
            /** @description Code of the list `sales_channel`. */
            channel?: null | string;
            /** @description Code of the list `payment_method`. */
            paymentMethod?: null | string;
            /**
             * Format: double
             * @description What is taken off the whole order, in its currency.
             */
            discount?: number;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            note?: null | string;
            /** @description The lines, 1 to 2,000. */
            lines?: null | components["schemas"]["OrderLineInput"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What can be written about a line of an order or a return. */
        OrderLineInput: {
            /**
             * Format: uuid
             * @description The product; null for free text.
             */
            productId?: null | string;
            /** @description What stands on paper, at most 300 characters; the product's name when nothing is said. */
            text?: null | string;
            /**
             * Format: double
             * @description How much; above zero, at most 4 decimals.
             */
            quantity?: number;
            /**
             * Format: double
             * @description Price of one unit without tax, in the order's currency; not below zero.
             */
            unitPrice?: number;
            /**
             * Format: double
             * @description Discount on the line in percent, 0 to 100.
             */
            discountPercent?: number;
            /**
             * Format: double
             * @description Tax rate in percent, 0 to 100.
             */
            taxPercent?: number;
        };
        /** @description A line of an order or a return. */
        OrderLineRow: {
            /**
             * Format: int32
             * @description Its place, from 1.
             */
            position: number;
            /**
             * Format: uuid
             * @description What was ordered; null for free text.
             */
            productId: null | string;
            /** @description Code of the product. */
            productCode: null | string;
            /** @description What stands on paper; the product's name when nothing else was said. */
            text: string;
            /**
             * Format: double
             * @description How much; above zero.
             */
            quantity: number;
            /** @description What the product is counted in. */
            unit: null | string;
            /**
             * Format: double
             * @description Price of one unit without tax; not below zero.
             */
            unitPrice: number;
            /**
             * Format: double
             * @description Discount on the line in percent, 0 to 100.
             */
            discountPercent: number;
            /**
             * Format: double
             * @description Tax rate in percent, 0 to 100.
             */
            taxPercent: number;
            /**
             * Format: double
             * @description Quantity × price less the discount, with four decimals, without tax.
             */
            net: number;
            /**
             * Format: double
             * @description The tax on it, with four decimals.
             */
            tax: number;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        OrderPatch: {
            /** @description Number on paper, unique, at most 40 characters; the next of ours when nothing is said. It never changes afterwards. */
            number?: null | string;
            /**
             * Format: uuid
             * @description Who ordered; null while nobody knows.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The colleague whose sale it is; whoever writes the order when nothing is said.
             */
            ownerId?: null | string;
            /**
             * Format: date-time
             * @description When it was ordered (UTC); now when nothing is said.
             */
            orderedAt?: null | string;
            /**
             * Format: date
             * @description The day by which figures by day and month go; that of `orderedAt` where you are when nothing is said.
             */
            orderedOn?: null | string;
            /**
             * Format: date
             * @description The day by which it is wanted.
             */
            wantedOn?: null | string;
            /** @description How far it is; a new one is a `draft` when nothing is said. It goes on, or is cancelled, and never back. */
            status?: components["schemas"]["OrderStatus"] | null;
            /** @description ISO 4217 code of all amounts; `CNY` when nothing is said. */
            currency?: null | string;
            /**
             * Format: double
             * @description One unit of the currency in the base currency on that day; 1 when nothing is said.
             */
            rate?: number;
            /** @description Code of the list `sales_channel`. */
            channel?: null | string;
            /** @description Code of the list `payment_method`. */
            paymentMethod?: null | string;
            /**
             * Format: double
             * @description What is taken off the whole order, in its currency.
             */
            discount?: number;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            note?: null | string;
            /** @description The lines, 1 to 2,000. */
            lines?: null | components["schemas"]["OrderLineInput"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description An order in a list. */
        OrderRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Number on paper, unique: the one it came with, or the next of ours (O000001). */
            number: string;
            /**
             * Format: uuid
             * @description Who ordered; null while nobody knows.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /**
             * Format: uuid
             * @description The colleague whose sale it is; null when it came without one.
             */
            ownerId: null | string;
            /** @description Name of the colleague whose sale it is. */
            ownerName: null | string;
            /**
             * Format: date-time
             * @description When it was ordered (UTC).
             */
            orderedAt: string;
            /**
             * Format: date
             * @description The day it was ordered, where whoever wrote it down sits; figures by day and month go by it.
             */
            orderedOn: string;
            /**
             * Format: date
             * @description The day by which it is wanted.
             */
            wantedOn: null | string;
            /**
             * @description How far it is.
             * @example draft
             * @example confirmed
             * @example shipped
             * @example completed
             * @example cancelled
             */
            status: components["schemas"]["OrderStatus"];
            /** @description Code of the list `sales_channel`: shop, web, phone, visit. */
            channel: null | string;
            /** @description Code of the list `payment_method`. */
            paymentMethod: null | string;
            /** @description What is to be paid: goods less discount plus tax. */
            total: components["schemas"]["Money"];
            /**
             * Format: double
             * @description What it earns: goods less discount, in the base currency.
             */
            revenue: number;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        OrderRowPage: {
            /** @description The rows. */
            data: components["schemas"]["OrderRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description How far an order is. One of `draft`, `confirmed`, `shipped`, `completed`, `cancelled`.
         * @example draft
         * @example confirmed
         * @example shipped
         * @example completed
         * @example cancelled
         */
        OrderStatus: "draft" | "confirmed" | "shipped" | "completed" | "cancelled";
        /** @description Where a list goes on. */
        PageInfo: {
            /** @description Cursor of the next page; null on the last. */
            next: null | string;
            /** @description Whether there is a next page. */
            hasMore: boolean;
            /**
             * Format: int32
             * @description Rows asked for.
             */
            limit: number;
        };
        /** @description Somebody who took part: a colleague or a person without a file. */
        Participant: {
            /** @description Name as it was given. */
            name: string;
            /**
             * Format: uuid
             * @description The colleague, if it is one.
             */
            userId?: string;
        };
        /** @description What is needed to change the password. */
        PasswordInput: {
            /** @description The password until now. */
            currentPassword: string;
            /** @description The new one: at least 15 characters of any kind, not easily guessed. */
            newPassword: string;
        };
        /** @description What can be written about a payment. */
        PaymentInput: {
            /**
             * Format: uuid
             * @description Whose money it is; the order's customer when nothing is said.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The order it is for.
             */
            orderId?: null | string;
            /**
             * Format: date
             * @description The day the money moved; today when nothing is said.
             */
            paidOn?: null | string;
            /**
             * Format: date
             * @description The day it should have come, where one was agreed.
             */
            dueOn?: null | string;
            /** @description How much; below zero for money that went back, never zero. */
            amount?: components["schemas"]["Money"] | null;
            /**
             * Format: double
             * @description One unit of its currency in the base currency on that day; 1 when nothing is said.
             */
            rate?: number;
            /** @description Code of the list `payment_method`. */
            method?: null | string;
            /** @description What the bank or the shop calls it; at most 100 characters. */
            reference?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        PaymentPatch: {
            /**
             * Format: uuid
             * @description Whose money it is; the order's customer when nothing is said.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The order it is for.
             */
            orderId?: null | string;
            /**
             * Format: date
             * @description The day the money moved; today when nothing is said.
             */
            paidOn?: null | string;
            /**
             * Format: date
             * @description The day it should have come, where one was agreed.
             */
            dueOn?: null | string;
            /** @description How much; below zero for money that went back, never zero. */
            amount?: components["schemas"]["Money"] | null;
            /**
             * Format: double
             * @description One unit of its currency in the base currency on that day; 1 when nothing is said.
             */
            rate?: number;
            /** @description Code of the list `payment_method`. */
            method?: null | string;
            /** @description What the bank or the shop calls it; at most 100 characters. */
            reference?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A payment. */
        PaymentRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /**
             * Format: uuid
             * @description Whose money it is.
             */
            customerId: string;
            /** @description Name of the customer. */
            customerName: null | string;
            /**
             * Format: uuid
             * @description The order it is for; null when it was not said.
             */
            orderId: null | string;
            /** @description Number of the order. */
            orderNumber: null | string;
            /**
             * Format: date
             * @description The day the money moved.
             */
            paidOn: string;
            /**
             * Format: date
             * @description The day it should have come, where one was agreed.
             */
            dueOn: null | string;
            /** @description How much; below zero for money that went back. */
            amount: components["schemas"]["Money"];
            /**
             * Format: double
             * @description One unit of its currency in the base currency.
             */
            rate: number;
            /** @description Code of the list `payment_method`. */
            method: null | string;
            /** @description What the bank or the shop calls it. */
            reference: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        PaymentRowPage: {
            /** @description The rows. */
            data: components["schemas"]["PaymentRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What a field says about a person; the rights class of the field. One of `none`, `contact`, `sensitive`.
         * @example none
         * @example contact
         * @example sensitive
         */
        PersonalData: "none" | "contact" | "sensitive";
        /** @description A phone number as it was given, with its E.164 form where it has one (China is assumed without a country code). */
        Phone: {
            /** @description What it is for: mobile, office, home, fax, other. */
            label: components["schemas"]["PhoneLabel"];
            /** @description As typed, at most 40 characters. */
            number: string;
            /** @description The one to call first; exactly one of a list is. */
            isPrimary: boolean;
            /** @description For example +8613800138000; null where the number has no such form (a short code). */
            e164: null | string;
        };
        /** @description A phone number as it is sent. */
        PhoneInput: {
            /** @description The number as people write it, with or without +86, area code or extension; at most 40 characters. */
            number: string;
            /**
             * @description What it is for; `mobile` when nothing is said.
             * @example mobile
             * @example office
             * @example home
             * @example fax
             * @example other
             */
            label?: components["schemas"]["PhoneLabel"];
            /** @description The one to call first; at most one of a list, and the first when none is marked. */
            isPrimary?: boolean;
        };
        /**
         * @description What a phone number is for. One of `mobile`, `office`, `home`, `fax`, `other`.
         * @example mobile
         * @example office
         * @example home
         * @example fax
         * @example other
         */
        PhoneLabel: "mobile" | "office" | "home" | "fax" | "other";
        /** @description A person's place at a customer, as it is sent. */
        PlaceAtCustomerInput: {
            /**
             * Format: uuid
             * @description The customer.
             */
            customerId: string;
            /** @description Code of the list `contact_role`. */
            role?: null | string;
            /** @description Job title; at most 100 characters. */
            title?: null | string;
            /** @description Department; at most 100 characters. */
            department?: null | string;
            /** @description The person to ask for first at this customer; another one steps back. */
            isPrimary?: boolean;
        };
        /** @description A customer in the public pool. */
        PoolRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Our number for the customer, unique and never changed, for example C000123. Empty until a new file is saved. */
            number: string;
            /** @description Whether the customer is a company or a person; `company` when nothing is said. */
            kind: components["schemas"]["CustomerKind"];
            /** @description Full legal name, or the person's name. */
            name: string;
            /** @description Code of the list `customer_status`: where the customer stands. */
            status: null | string;
            /** @description Code of the list `industry`. */
            industry: null | string;
            /** @description Code of the list `customer_source`: how you met. */
            source: null | string;
            /** @description Code of the list `customer_size`: number of employees in bands. */
            size: null | string;
            /**
             * Format: int32
             * @description How good a customer this is, 1 to 5.
             */
            rating: null | number;
            /** @description Province by GB/T 2260, six digits: `370000`. */
            provinceCode: null | string;
            /** @description City by GB/T 2260, inside the province: `370200`. */
            cityCode: null | string;
            /** @description District by GB/T 2260, inside the city: `370212`. */
            districtCode: null | string;
            /** @description Tags by name. */
            tags: string[];
            /** @description The number to call first with its middle left out; whole once the customer is yours. */
            maskedPhone: null | string;
            /**
             * Format: date-time
             * @description When the customer came into the public pool (UTC); null while somebody looks after him, and for one that was opened there.
             */
            pooledAt: null | string;
            /** @description Code of the list `pool_reason`: why he was given up. */
            poolReason: null | string;
            /** @description What whoever comes next should know. */
            poolNote: null | string;
            /**
             * Format: uuid
             * @description The user who looked after the customer before; while he is in the pool the one who gave him up.
             */
            lastOwnerId: null | string;
            /** @description Name of the user who looked after the customer before. */
            lastOwnerName: null | string;
            /**
             * Format: date-time
             * @description When somebody last spoke with the customer (UTC). Follows from the interactions.
             */
            lastContactAt: null | string;
            /**
             * Format: date-time
             * @description From when on you may claim him (UTC), because you gave him up yourself; null when you may now.
             */
            claimableAt: null | string;
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        PoolRowPage: {
            /** @description The rows. */
            data: components["schemas"]["PoolRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What the company says about its public pool. */
        PoolSettingsInput: {
            /**
             * Format: int32
             * @description Most customers that one user may look after if he claims more; null for no limit.
             */
            claimLimit?: null | number;
            /**
             * Format: int32
             * @description Days in which whoever gave a customer up may not claim him again, 0 to 3,650.
             */
            cooldownDays?: null | number;
            /**
             * Format: int32
             * @description Days without a conversation, a follow-up done or an order after which a customer goes back to the pool; null for never.
             */
            recoverAfterDays?: null | number;
            /**
             * Format: int32
             * @description Days before that at which his owner is warned.
             */
            warningDays?: null | number;
        };
        /** @description What the company says about its public pool, and since which version. */
        PoolSettingsRow: {
            /**
             * Format: int32
             * @description Most customers that one user may look after if he claims more; null for no limit.
             */
            claimLimit: null | number;
            /**
             * Format: int32
             * @description Days in which whoever gave a customer up may not claim him again.
             */
            cooldownDays: number;
            /**
             * Format: int32
             * @description Days without a conversation, a follow-up done or an order after which a customer goes back to the pool: `idleSince` and so many days. Null for never.
             */
            recoverAfterDays: null | number;
            /**
             * Format: int32
             * @description Days before that at which his owner is warned.
             */
            warningDays: number;
            /**
             * Format: int32
             * @description Version; 0 while nobody has changed the defaults.
             */
            version: number;
        };
        /** @description What somebody likes or needs, and how we know. */
        Preference: {
            /** @description What it is about: a code of the list preference_topic or free words. */
            topic: string;
            /** @description The preference itself. */
            value: string;
            /** @description Said by the customer, or concluded by us. */
            source: components["schemas"]["PreferenceSource"];
            /**
             * Format: date
             * @description The day it was learnt.
             */
            asOf: string;
        };
        /** @description A preference as it is sent. */
        PreferenceInput: {
            /** @description A code of the list `preference_topic`, or free words; at most 80 characters. */
            topic: string;
            /** @description The preference itself; at most 400 characters. */
            value: string;
            /**
             * @description Stated by the customer, or inferred by us.
             * @example stated
             * @example inferred
             */
            source?: components["schemas"]["PreferenceSource"];
            /**
             * Format: date
             * @description The day it was learnt; today when nothing is said.
             */
            asOf?: null | string;
        };
        /**
         * @description How we know of a preference. One of `stated`, `inferred`.
         * @example stated
         * @example inferred
         */
        PreferenceSource: "stated" | "inferred";
        /** @description A column of a file. */
        PreviewColumn: {
            /** @description Its name, made different from those of all others. */
            name: string;
            /**
             * Format: int32
             * @description How many rows have a value in it.
             */
            filled: number;
            /** @description Its first different values. */
            samples: string[];
            /** @description The field that it probably fills; null when none fits. */
            field: null | string;
            /**
             * Format: double
             * @description How sure that is, 0 to 1.
             */
            confidence: number;
            /** @description For days: the orders that fit all its values, each with a value as it would be read; more than one means that the file does not tell. */
            dayFormats: components["schemas"]["DayExample"][];
            /** @description For codes, choices and users: values that stand for nothing known. Rows with them will fail unless `values` of the mapping says what they mean. */
            unknownValues: string[];
            /** @description The field that an administrator could add for it, with the type that fits what was seen; null where no fields can be added. */
            newField: components["schemas"]["NewField"] | null;
        };
        /** @description What a column can fill. */
        PreviewTarget: {
            /** @description Its key, as in `field` of a mapping. */
            key: string;
            /** @description Chinese label. */
            labelZh: string;
            /** @description English label. */
            labelEn: string;
            /**
             * @description What it holds.
             * @example text
             * @example long_text
             * @example number
             * @example money
             * @example date
             * @example date_time
             * @example yes_no
             * @example choice
             * @example code
             * @example tags
             * @example person_name
             * @example phone
             * @example email
             * @example web_address
             * @example region
             * @example relation
             * @example relations
             * @example owner
             * @example score
             * @example preferences
             * @example choices
             * @example percent
             */
            type: components["schemas"]["FieldType"];
            /** @description Whether it only finds the record and is not written. */
            onlyFinds: boolean;
            /** @description Whether several columns may fill it together. */
            takesSeveral: boolean;
            /** @description Whether a new record cannot be without it. */
            required: boolean;
            /** @description The code list that its values come from. */
            codeList: null | string;
            /** @description For choices: what can be chosen. */
            options: components["schemas"]["CustomFieldOption"][];
        };
        /** @description Why a request was refused (RFC 9457). `code` is stable and meant for programs; the texts follow `Accept-Language`. */
        Problem: {
            /** @description Identifies the kind of problem; the code as a path. */
            type: string;
            /** @description The kind of problem in a few words. */
            title: string;
            /**
             * Format: int32
             * @description HTTP status.
             */
            status: number;
            /** @description What happened and what to do about it. */
            detail: string;
            /** @description Stable snake_case code. */
            code: string;
            /** @description Quote it when you ask for help; it is also in the header `Request-Id`. */
            requestId: string;
            /** @description Every value that is wrong, when it is about values. */
            errors?: components["schemas"]["ProblemError"][];
            /**
             * Format: int32
             * @description The version the record has now, when yours is stale (412).
             */
            currentVersion?: number;
            /** @description The members of your change that differ from what is there now (412). */
            conflictingFields?: string[];
            /** @description Ids of the records in your sight that match, when one was meant (409). */
            matches?: string[];
        };
        /** @description One thing that is wrong with what was sent. */
        ProblemError: {
            /** @description JSON pointer into the body (RFC 6901): `/phones/0/number`. */
            pointer?: string;
            /** @description Name of the query parameter or header, when it is not in the body. */
            parameter?: string;
            /** @description Stable snake_case code. */
            code: string;
            /** @description A sentence for people. */
            detail: string;
            /** @description Values that the sentence speaks of, for example `max`. */
            params?: {
                [key: string]: unknown;
            };
        };
        /** @description What can be written about a category. */
        ProductCategoryInput: {
            /** @description Its name, unique among all categories; at most 80 characters. */
            name?: null | string;
            /**
             * Format: uuid
             * @description The category above it; null at the top.
             */
            parentId?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        ProductCategoryPatch: {
            /** @description Its name, unique among all categories; at most 80 characters. */
            name?: null | string;
            /**
             * Format: uuid
             * @description The category above it; null at the top.
             */
            parentId?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A category of products. */
        ProductCategoryRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Its name, unique among all categories. */
            name: string;
            /**
             * Format: uuid
             * @description The category above it; null at the top.
             */
            parentId: null | string;
            /** @description Name of the category above it. */
            parentName: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description What you may do with it now; only where one category is asked for. */
            can: components["schemas"]["RecordCan"] | null;
        };
        /** @description A page of a list. */
        ProductCategoryRowPage: {
            /** @description The rows. */
            data: components["schemas"]["ProductCategoryRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What can be written about a product. */
        ProductInput: {
            /** @description Article or stock number, unique whatever its case; at most 60 characters. */
            code?: null | string;
            /** @description Its name; at most 200 characters. */
            name?: null | string;
            /** @description What it is counted in, such as piece or box; at most 20 characters. */
            unit?: null | string;
            /**
             * Format: uuid
             * @description Its category.
             */
            categoryId?: null | string;
            /** @description What one unit costs without tax unless something else is agreed; not negative. */
            price?: components["schemas"]["Money"] | null;
            /** @description Whether it can still be ordered; it can when nothing is said. */
            active?: boolean;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            description?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        ProductPatch: {
            /** @description Article or stock number, unique whatever its case; at most 60 characters. */
            code?: null | string;
            /** @description Its name; at most 200 characters. */
            name?: null | string;
            /** @description What it is counted in, such as piece or box; at most 20 characters. */
            unit?: null | string;
            /**
             * Format: uuid
             * @description Its category.
             */
            categoryId?: null | string;
            /** @description What one unit costs without tax unless something else is agreed; not negative. */
            price?: components["schemas"]["Money"] | null;
            /** @description Whether it can still be ordered; it can when nothing is said. */
            active?: boolean;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            description?: null | string;
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A product. */
        ProductRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description What the house calls it on paper, unique among products in use: an article or stock number. */
            code: string;
            /** @description Its name. */
            name: string;
            /** @description What it is counted in: piece, box, hour. */
            unit: null | string;
            /**
             * Format: uuid
             * @description Where it stands in the tree of categories.
             */
            categoryId: null | string;
            /** @description Name of the category. */
            categoryName: null | string;
            /** @description What one unit costs without tax when nothing else was agreed. */
            price: components["schemas"]["Money"] | null;
            /** @description Whether it can still be ordered; what was ordered keeps it. */
            active: boolean;
            /** @description Anything worth knowing. */
            description: null | string;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description What you may do with it now; only where one product is asked for. */
            can: components["schemas"]["RecordCan"] | null;
        };
        /** @description A page of a list. */
        ProductRowPage: {
            /** @description The rows. */
            data: components["schemas"]["ProductRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description Whether a customer is protected. */
        ProtectionInput: {
            /** @description Whether he stays with his owner however long nobody speaks with him. */
            protected?: null | boolean;
        };
        /** @description Why a follow-up did not take place. */
        ReasonInput: {
            /** @description The reason; at most 4,000 characters. */
            reason?: null | string;
        };
        /** @description A record that was looked at. */
        RecentRow: {
            /** @description customer or contact. */
            type: string;
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name. */
            title: string;
            /** @description Number of a customer, or where a person works. */
            subtitle: null | string;
            /**
             * Format: date-time
             * @description When (UTC).
             */
            viewedAt: string;
        };
        /** @description What you may do with a record now. */
        RecordCan: {
            /** @description Change it. */
            update: boolean;
            /** @description Put it into the bin. */
            delete: boolean;
            /** @description Take it out of the bin. */
            restore: boolean;
        };
        /** @description What the user may do with something that he sees. */
        RecordCanChange: {
            /** @description Change it. */
            update: boolean;
            /** @description Delete it. */
            delete: boolean;
        };
        /** @description Another record in short. */
        Reference: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Its name. */
            name: string;
        };
        /** @description A province, city or district of China. */
        Region: {
            /** @description Six digits of GB/T 2260: "370000" province, "370200" city, "370212" district. */
            code: string;
            /** @description Chinese name. The cities of a municipality are called 市辖区 and 县 in the standard. */
            name: string;
            /** @description Cities of a province, districts of a city, in order of code. */
            children: components["schemas"]["Region"][];
        };
        /** @description A page of a list. */
        RegionPage: {
            /** @description The rows. */
            data: components["schemas"]["Region"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description Why a customer is given back. */
        ReturnInput: {
            /** @description Code of the list `pool_reason`. */
            reason?: null | string;
            /** @description What whoever comes next should know; at most 500 characters. */
            note?: null | string;
        };
        /**
         * @description What a user does. One of `administrator`, `sales_manager`, `sales`.
         * @example administrator
         * @example sales_manager
         * @example sales
         */
        Role: "administrator" | "sales_manager" | "sales";
        /** @description A rule about a field that is in force. */
        RuleMeta: {
            /**
             * Format: uuid
             * @description Id of the rule.
             */
            id: string;
            /** @description Key of the field it is about; an added one begins with `custom.` */
            field: string;
            /**
             * @description What it asks.
             * @example required
             * @example read_only
             * @example pattern
             * @example compare
             * @example options
             */
            kind: components["schemas"]["FieldRuleKind"];
            /**
             * @description The filter that the record must match as it would be, as in `POST /{entity}/search`, over its own fields; always when nothing is said. A
             *     field is read-only while the record matches as it was before the change.
             */
            when: unknown;
            /** @description For `pattern`: a regular expression, without look-around and back-references, that the whole text must match; at most 200 characters. */
            pattern: null | string;
            /** @description For `compare`: `eq`, `ne`, `gt`, `gte`, `lt` or `lte`. */
            operator: null | string;
            /** @description For `compare`: key of a field of the same type. Either this or `value`. While it is empty the rule does not hold. */
            otherField: null | string;
            /** @description For `compare`: a value as in filters; `today` for days, `now` for moments. */
            value: null | string;
            /** @description For `options`: the words it may be, at most 200. */
            options: string[];
            /** @description What to say to whoever breaks it, in Chinese; at most 200 characters. */
            messageZh: string;
            /** @description What to say to whoever breaks it, in English; at most 200 characters. */
            messageEn: string;
        };
        /** @description A whole return. */
        SalesReturnDetail: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Number on paper, unique: the one it came with, or the next of ours (R000001). */
            number: string;
            /**
             * Format: uuid
             * @description Who sent it back; null while nobody knows.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /**
             * Format: uuid
             * @description The order it came from, where that is known.
             */
            orderId: null | string;
            /** @description Number of the order. */
            orderNumber: null | string;
            /**
             * Format: date-time
             * @description When it came back (UTC).
             */
            returnedAt: string;
            /**
             * Format: date
             * @description The day it came back, where whoever wrote it down sits.
             */
            returnedOn: string;
            /** @description Code of the list `return_reason`. */
            reason: null | string;
            /** @description What the customer gets back. */
            total: components["schemas"]["Money"];
            /**
             * Format: double
             * @description What it takes off our revenue, in the base currency.
             */
            revenue: number;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
            /** @description ISO 4217 code of all its amounts. */
            currency: string;
            /**
             * Format: double
             * @description One unit of its currency in the base currency.
             */
            rate: number;
            /**
             * Format: double
             * @description Sum of the lines without tax; a positive number that is taken off.
             */
            goods: number;
            /**
             * Format: double
             * @description Tax of the lines.
             */
            tax: number;
            /** @description Anything worth knowing. */
            note: null | string;
            /** @description The lines, in their order. */
            lines: components["schemas"]["OrderLineRow"][];
            /** @description What you may do with it now. */
            can: components["schemas"]["RecordCan"];
        };
        /** @description What can be written about a return. */
        SalesReturnInput: {
            /** @description Number on paper, unique, at most 40 characters; the next of ours when nothing is said. It never changes afterwards. */
            number?: null | string;
            /**
             * Format: uuid
             * @description Who sent it back; the order's customer when nothing is said.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The order it came from.
             */
            orderId?: null | string;
            /**
             * Format: date-time
             * @description When it came back (UTC); now when nothing is said.
             */
            returnedAt?: null | string;
            /**
             * Format: date
             * @description The day by which figures by day and month go; that of `returnedAt` where you are when nothing is said.
             */
            returnedOn?: null | string;
            /** @description ISO 4217 code of all amounts; `CNY` when nothing is said. */
            currency?: null | string;
            /**
             * Format: double
             * @description One unit of the currency in the base currency on that day; 1 when nothing is said.
             */
            rate?: number;
            /** @description Code of the list `return_reason`. */
            reason?: null | string;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            note?: null | string;
            /** @description The lines, 1 to 2,000; quantities are positive. */
            lines?: null | components["schemas"]["OrderLineInput"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        SalesReturnPatch: {
            /** @description Number on paper, unique, at most 40 characters; the next of ours when nothing is said. It never changes afterwards. */
            number?: null | string;
            /**
             * Format: uuid
             * @description Who sent it back; the order's customer when nothing is said.
             */
            customerId?: null | string;
            /**
             * Format: uuid
             * @description The order it came from.
             */
            orderId?: null | string;
            /**
             * Format: date-time
             * @description When it came back (UTC); now when nothing is said.
             */
            returnedAt?: null | string;
            /**
             * Format: date
             * @description The day by which figures by day and month go; that of `returnedAt` where you are when nothing is said.
             */
            returnedOn?: null | string;
            /** @description ISO 4217 code of all amounts; `CNY` when nothing is said. */
            currency?: null | string;
            /**
             * Format: double
             * @description One unit of the currency in the base currency on that day; 1 when nothing is said.
             */
            rate?: number;
            /** @description Code of the list `return_reason`. */
            reason?: null | string;
            /** @description Anything worth knowing; at most 4,000 characters, several lines. */
            note?: null | string;
            /** @description The lines, 1 to 2,000; quantities are positive. */
            lines?: null | components["schemas"]["OrderLineInput"][];
            /** @description Values of the fields that an administrator added, by key. `GET /api/v1/meta/{entity}` says which there are; what is left out keeps its value, null clears it. */
            custom?: null | {
                [key: string]: unknown;
            };
        };
        /** @description A return in a list. */
        SalesReturnRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Number on paper, unique: the one it came with, or the next of ours (R000001). */
            number: string;
            /**
             * Format: uuid
             * @description Who sent it back; null while nobody knows.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /**
             * Format: uuid
             * @description The order it came from, where that is known.
             */
            orderId: null | string;
            /** @description Number of the order. */
            orderNumber: null | string;
            /**
             * Format: date-time
             * @description When it came back (UTC).
             */
            returnedAt: string;
            /**
             * Format: date
             * @description The day it came back, where whoever wrote it down sits.
             */
            returnedOn: string;
            /** @description Code of the list `return_reason`. */
            reason: null | string;
            /** @description What the customer gets back. */
            total: components["schemas"]["Money"];
            /**
             * Format: double
             * @description What it takes off our revenue, in the base currency.
             */
            revenue: number;
            /** @description Values of the fields that an administrator added, by key; `GET /api/v1/meta/{entity}` says which there are. */
            custom: {
                [key: string]: unknown;
            };
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: date-time
             * @description When it was put into the bin (UTC); null while it is in use.
             */
            deletedAt: null | string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        SalesReturnRowPage: {
            /** @description The rows. */
            data: components["schemas"]["SalesReturnRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What can be written about a view. */
        SavedViewInput: {
            /** @description Name; at most 60 characters, unique among your views of this kind of record. */
            name: string;
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where?: components["schemas"]["Filter"] | null;
            /** @description Words of the search box. */
            q?: null | string;
            /** @description Fields to order by, separated by commas, with a minus for descending: `-lastContactAt,name`. Empty values come last. */
            sort?: null | string;
            /** @description The columns in their order; those of the list settings when nothing is said. */
            columns?: null | components["schemas"]["ColumnInput"][];
            /** @description list, board or calendar; list when nothing is said. */
            layout?: components["schemas"]["ViewLayout"];
            /** @description For a board the field whose values are its columns, for a calendar the field that holds the day. */
            layoutField?: null | string;
            /** @description compact, regular or comfortable; that of the list settings when nothing is said. */
            density?: components["schemas"]["ListDensity"] | null;
            /** @description nobody, team, role or everybody; nobody when nothing is said. */
            sharedWith?: components["schemas"]["ViewAudience"];
            /**
             * Format: uuid
             * @description For `team`: which; your own when nothing is said. Only administrators share with other teams.
             */
            teamId?: null | string;
            /** @description For `role`: which. */
            role?: components["schemas"]["Role"] | null;
        };
        /** @description A view. */
        SavedViewRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Key of the kind of record. */
            entity: string;
            /** @description Name, unique among the views that its owner has of this kind of record. */
            name: string;
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where: components["schemas"]["Filter"] | null;
            /** @description What the filter says, for people. */
            filterText: components["schemas"]["FilterText"];
            /** @description Words of the search box. */
            q: null | string;
            /** @description Fields to order by, separated by commas, with a minus for descending: `-lastContactAt,name`. Empty values come last. */
            sort: null | string;
            /** @description The columns in their order; those of the list settings when nothing is said. */
            columns: null | components["schemas"]["ColumnInput"][];
            /**
             * @description list, board or calendar.
             * @example list
             * @example board
             * @example calendar
             */
            layout: components["schemas"]["ViewLayout"];
            /** @description For a board the field whose values are its columns, for a calendar the field that holds the day. */
            layoutField: null | string;
            /** @description compact, regular or comfortable; that of the list settings when nothing is said. */
            density: components["schemas"]["ListDensity"] | null;
            /**
             * @description nobody, team, role or everybody.
             * @example nobody
             * @example team
             * @example role
             * @example everybody
             */
            sharedWith: components["schemas"]["ViewAudience"];
            /**
             * Format: uuid
             * @description The team that sees it.
             */
            teamId: null | string;
            /** @description The role that sees it. */
            role: components["schemas"]["Role"] | null;
            /**
             * Format: uuid
             * @description Who made it.
             */
            ownerId: string;
            /** @description Name of who made it. */
            ownerName: null | string;
            /** @description Fields that it names and that are gone. While there are any in its filter or order, a search by them is refused; say so instead of searching. */
            gone: string[];
            /** @description What you may do with it. */
            can: components["schemas"]["RecordCanChange"];
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it was last changed (UTC).
             */
            updatedAt: string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        SavedViewRowPage: {
            /** @description The rows. */
            data: components["schemas"]["SavedViewRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description A record that was found. */
        SearchHit: {
            /** @description customer or contact. */
            type: string;
            /**
             * Format: uuid
             * @description Id of the record.
             */
            id: string;
            /** @description Its name. */
            title: string;
            /** @description What tells it from others of that name: short name, or where a person works. */
            subtitle: null | string;
            /** @description Number of a customer. */
            number: null | string;
            /** @description Who looks after it. */
            ownerName: null | string;
            /** @description name, pinyin, initials, word, phone, email or number. */
            matchedOn: string;
        };
        /** @description A page of a list. */
        SearchHitPage: {
            /** @description The rows. */
            data: components["schemas"]["SearchHit"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What a search asks for; the same as a list, with a filter that can have groups. */
        SearchInput: {
            /** @description The filter: a comparison `{"field","op","value"}`, or `{"and":[…]}`, `{"or":[…]}`, `{"not":{…}}`. Everything when nothing is said. */
            where?: components["schemas"]["Filter"] | null;
            /** @description Any part of a name, pinyin, initials, phone, e-mail or number. */
            q?: null | string;
            /** @description Fields to order by, separated by commas, with a minus for descending: `-lastContactAt,name`. Empty values come last. */
            sort?: null | string;
            /**
             * @description The members that rows are to have beside `id` and `version`: those of the list of this kind, and any other of its fields, also custom
             *     ones and those of the record that it leads to (`owner.teamName`). All members of the list when nothing is said.
             */
            fields?: null | string[];
            /**
             * Format: int32
             * @description Rows of a page, 1 to 200; 50 when nothing is said.
             */
            limit?: null | number;
            /** @description `page.next` of the page before. */
            cursor?: null | string;
            /** @description `exact` adds `total`, as in lists. */
            count?: null | string;
            /** @description `only` searches the bin instead of what is in use. */
            deleted?: null | string;
            /** @description IANA time zone in which days such as today begin and end; the user's own when nothing is said. */
            timeZone?: null | string;
        };
        /**
         * @description What a file is that people import. One of `csv`, `xlsx`, `xls`, `vcard`.
         * @example csv
         * @example xlsx
         * @example xls
         * @example vcard
         */
        SourceFormat: "csv" | "xlsx" | "xls" | "vcard";
        /** @description How a file is read. */
        SourceLayout: {
            /**
             * @description What it is.
             * @example csv
             * @example xlsx
             * @example xls
             * @example vcard
             */
            format: components["schemas"]["SourceFormat"];
            /** @description Name of its encoding; null for sheets, which have none. */
            encoding: null | string;
            /** @description What stands between two values; null where nothing does. */
            separator: null | string;
            /** @description What stands around values; null where nothing does. */
            quote: null | string;
            /** @description The sheet that is read. */
            sheet: null | string;
            /** @description All sheets of the file. */
            sheets: string[];
            /** @description Whether every byte is known to be right in this encoding, so that a sign that cannot be read was in the file already. */
            isProven: boolean;
            /** @description Whether the first row that is read names the columns, because we made it so. */
            namesColumns: boolean;
        };
        /** @description What can be written about a tag. */
        TagInput: {
            /** @description The word; at most 40 characters, unique. */
            name: string;
            /** @description grey, blue, green, yellow, orange, red, purple or teal; grey when nothing is said. */
            color?: null | string;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        TagPatch: {
            /** @description The word; at most 40 characters, unique. */
            name?: string;
            /** @description grey, blue, green, yellow, orange, red, purple or teal; grey when nothing is said. */
            color?: null | string;
        };
        /** @description A tag. */
        TagRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description The word. */
            name: string;
            /** @description grey, blue, green, yellow, orange, red, purple or teal; grey when nothing is said. */
            color: string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        TagRowPage: {
            /** @description The rows. */
            data: components["schemas"]["TagRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What can be written about a tax profile. */
        TaxProfileInput: {
            /** @description Name on the invoice (抬头); at most 200 characters. */
            title: string;
            /** @description Taxpayer identification number (税号), 15 to 20 letters and digits; a special invoice needs it. */
            taxNumber?: null | string;
            /** @description Ordinary or special VAT invoice; `ordinary` when nothing is said. */
            invoiceType?: components["schemas"]["InvoiceType"];
            /** @description Registered address; at most 200 characters. */
            registeredAddress?: null | string;
            /** @description Registered phone. */
            registeredPhone?: null | string;
            /** @description Bank (开户行); at most 200 characters. */
            bankName?: null | string;
            /** @description Bank account; at most 40 digits. */
            bankAccount?: null | string;
            /** @description The one to use when nothing else is said; another one steps back. */
            isDefault?: boolean;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        TaxProfilePatch: {
            /** @description Name on the invoice (抬头); at most 200 characters. */
            title?: string;
            /** @description Taxpayer identification number (税号), 15 to 20 letters and digits; a special invoice needs it. */
            taxNumber?: null | string;
            /** @description Ordinary or special VAT invoice; `ordinary` when nothing is said. */
            invoiceType?: components["schemas"]["InvoiceType"];
            /** @description Registered address; at most 200 characters. */
            registeredAddress?: null | string;
            /** @description Registered phone. */
            registeredPhone?: null | string;
            /** @description Bank (开户行); at most 200 characters. */
            bankName?: null | string;
            /** @description Bank account; at most 40 digits. */
            bankAccount?: null | string;
            /** @description The one to use when nothing else is said; another one steps back. */
            isDefault?: boolean;
        };
        /** @description A tax profile of a customer. */
        TaxProfileRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Name on the invoice (抬头). */
            title: string;
            /** @description Taxpayer identification number (税号). */
            taxNumber: null | string;
            /**
             * @description Ordinary or special VAT invoice.
             * @example ordinary
             * @example special
             */
            invoiceType: components["schemas"]["InvoiceType"];
            /** @description Registered address, as the special invoice asks for it. */
            registeredAddress: null | string;
            /** @description Registered phone, as the special invoice asks for it. */
            registeredPhone: null | string;
            /** @description Bank (开户行). */
            bankName: null | string;
            /** @description Bank account. */
            bankAccount: null | string;
            /** @description The one to use when nothing else is said. */
            isDefault: boolean;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        TaxProfileRowPage: {
            /** @description The rows. */
            data: components["schemas"]["TaxProfileRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What can be written about a team. */
        TeamInput: {
            /** @description Name, unique; at most 60 characters. */
            name: string;
        };
        /** @description A team. */
        TeamRow: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /** @description Name. */
            name: string;
            /**
             * Format: int32
             * @description Version.
             */
            version: number;
        };
        /** @description A page of a list. */
        TeamRowPage: {
            /** @description The rows. */
            data: components["schemas"]["TeamRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description What happened on a timeline: a conversation or note, or a follow-up that was done, cancelled or missed. */
        TimelineItem: {
            /** @description `interaction` or `follow_up`. */
            kind: components["schemas"]["TimelineKind"];
            /**
             * Format: uuid
             * @description Id of the conversation or follow-up.
             */
            id: string;
            /**
             * Format: date-time
             * @description When it happened (UTC).
             */
            at: string;
            /** @description How. */
            channel: components["schemas"]["InteractionChannel"];
            /** @description Who began a conversation. */
            direction: components["schemas"]["Direction"] | null;
            /** @description What it was about. */
            subject: string;
            /** @description What was said, or the notes of a follow-up. */
            body: null | string;
            /**
             * Format: int32
             * @description How long a conversation took.
             */
            durationMinutes: null | number;
            /** @description Code of the list `interaction_outcome`. */
            outcome: null | string;
            /** @description Where a follow-up stands; null for a conversation. */
            status: components["schemas"]["FollowUpStatus"] | null;
            /** @description What came of a follow-up. */
            result: null | string;
            /**
             * Format: uuid
             * @description Who logged or did it.
             */
            ownerId: string;
            /** @description His name. */
            ownerName: null | string;
            /**
             * Format: uuid
             * @description The customer.
             */
            customerId: null | string;
            /** @description Name of the customer. */
            customerName: null | string;
            /** @description The people of the customer who took part. */
            contacts: components["schemas"]["Reference"][];
            /** @description Files that belong to a conversation. */
            files: components["schemas"]["FileRow"][];
            /**
             * Format: int32
             * @description Version of the conversation or follow-up.
             */
            version: number;
            /** @description What you may do with it now. */
            can: components["schemas"]["RecordCan"];
        };
        /** @description A page of a list. */
        TimelineItemPage: {
            /** @description The rows. */
            data: components["schemas"]["TimelineItem"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What stands on a timeline. One of `interaction`, `follow_up`.
         * @example interaction
         * @example follow_up
         */
        TimelineKind: "interaction" | "follow_up";
        /** @description How many there are of each. */
        TodayCounts: {
            /**
             * Format: int32
             * @description Overdue follow-ups.
             */
            overdue: number;
            /**
             * Format: int32
             * @description Follow-ups still due today.
             */
            today: number;
            /**
             * Format: int32
             * @description Follow-ups of the seven days after today.
             */
            upcoming: number;
            /**
             * Format: int32
             * @description Customers for whom nothing is planned.
             */
            withoutNextStep: number;
        };
        /** @description What a user starts his day with. */
        TodayView: {
            /**
             * Format: date-time
             * @description The moment the answer was made (UTC).
             */
            now: string;
            /** @description My planned follow-ups whose time has passed; at most 50, the oldest first. */
            overdue: components["schemas"]["FollowUpRow"][];
            /** @description My planned follow-ups that are still due today; at most 50. */
            today: components["schemas"]["FollowUpRow"][];
            /** @description My planned follow-ups of the seven days after today; at most 50. */
            upcoming: components["schemas"]["FollowUpRow"][];
            /** @description My customers for whom nothing is planned; at most 20, the longest silent first. */
            withoutNextStep: components["schemas"]["CustomerRow"][];
            /** @description How many there are of each. */
            counts: components["schemas"]["TodayCounts"];
            /** @description What I looked at last; at most 10. */
            recentlyViewed: components["schemas"]["RecentRow"][];
        };
        /** @description How many rows match. */
        Total: {
            /**
             * Format: int32
             * @description The number, at most 10,000.
             */
            value: number;
            /** @description `eq` when that is exact, `gte` when there are at least so many. */
            relation: string;
        };
        /** @description The trade of one month. */
        TradeMonth: {
            /** @description The month: 2026-03. */
            month: string;
            /**
             * Format: int32
             * @description Number of orders, drafts and cancelled ones left out.
             */
            orders: number;
            /**
             * Format: double
             * @description What they earned: goods less discounts.
             */
            grossRevenue: number;
            /**
             * Format: double
             * @description What returns of that month took off; a positive number.
             */
            returns: number;
            /**
             * Format: double
             * @description Gross revenue less returns.
             */
            netRevenue: number;
        };
        /** @description A page of a list. */
        TradeMonthPage: {
            /** @description The rows. */
            data: components["schemas"]["TradeMonth"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /** @description How to undo a change. */
        UndoInput: {
            /** @description Whether fields go back that have been changed since, and a new record goes into the bin that has been changed since. */
            force?: boolean;
        };
        /** @description What came of undoing a change. */
        UndoneChange: {
            /** @description Kind of record. */
            entity: string;
            /**
             * Format: uuid
             * @description Id of the record.
             */
            recordId: string;
            /**
             * Format: int32
             * @description Version of the record now.
             */
            version: number;
            /** @description What was done with the record; null when there was nothing to do. */
            verb: components["schemas"]["ChangeVerb"] | null;
            /** @description The fields that say again what they said before the change. */
            undone: components["schemas"]["FieldChange"][];
            /** @description The fields that were left as they are, and why. */
            kept: components["schemas"]["KeptField"][];
        };
        /** @description What can be written about a user. */
        UserInput: {
            /** @description Name; at most 100 characters. */
            name: string;
            /** @description Address to sign in with, unique; cannot be changed afterwards. */
            email: string;
            /** @description administrator, sales_manager or sales. */
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description Id of the team; a sales manager sees what his team owns.
             */
            teamId?: null | string;
        };
        /** @description What changes, as a JSON merge patch (RFC 7396): absent members stay, null clears, arrays replace. */
        UserPatch: {
            /** @description Name; at most 100 characters. */
            name?: string;
            /** @description Address to sign in with, unique; cannot be changed afterwards. */
            email?: string;
            /** @description administrator, sales_manager or sales. */
            role?: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description Id of the team; a sales manager sees what his team owns.
             */
            teamId?: null | string;
        };
        /** @description A user. */
        UserRow: {
            /**
             * Format: uuid
             * @description Version-7 UUID, made in the domain and never changed.
             */
            id: string;
            /** @description Name. */
            name: string;
            /** @description Address to sign in with, normalised and unique. */
            email: string;
            /**
             * @description administrator, sales_manager or sales.
             * @example administrator
             * @example sales_manager
             * @example sales
             */
            role: components["schemas"]["Role"];
            /**
             * Format: uuid
             * @description The team; a sales manager sees what his team owns.
             */
            teamId: null | string;
            /** @description Name of the team. */
            teamName: null | string;
            /** @description Whether the user may sign in. */
            active: boolean;
            /** @description Whether the password was given by somebody else and must be replaced. */
            mustChangePassword: boolean;
            /**
             * Format: date-time
             * @description When he last signed in (UTC).
             */
            lastSignInAt: null | string;
            /**
             * Format: date-time
             * @description When it was first saved (UTC).
             */
            createdAt: string;
            /**
             * Format: int32
             * @description Starts at 1 and rises by one with every saved change; on the wire it is the ETag.
             */
            version: number;
        };
        /** @description A page of a list. */
        UserRowPage: {
            /** @description The rows. */
            data: components["schemas"]["UserRow"][];
            /** @description Where it goes on. */
            page: components["schemas"]["PageInfo"];
            /** @description Number of all matches, when it was asked for. */
            total: components["schemas"]["Total"] | null;
        };
        /**
         * @description What a customer is worth, in short. One of `low`, `middle`, `high`.
         * @example low
         * @example middle
         * @example high
         */
        ValueClass: "low" | "middle" | "high";
        /**
         * @description Who sees a view beside its owner. One of `nobody`, `team`, `role`, `everybody`.
         * @example nobody
         * @example team
         * @example role
         * @example everybody
         */
        ViewAudience: "nobody" | "team" | "role" | "everybody";
        /**
         * @description How records are shown. One of `list`, `board`, `calendar`.
         * @example list
         * @example board
         * @example calendar
         */
        ViewLayout: "list" | "board" | "calendar";
        /** @description A record that was written. */
        WrittenRecord: {
            /**
             * Format: uuid
             * @description Its id.
             */
            id: string;
            /** @description Whether it was made. */
            created: boolean;
            /**
             * Format: int32
             * @description Its version now.
             */
            version: number;
        };
    };
    responses: {
        /** @description The request cannot be understood. */
        400: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/unknown_field",
                 *       "title": "无法理解这个请求",
                 *       "status": 400,
                 *       "detail": "没有这个字段，或者不能这样使用它。",
                 *       "code": "unknown_field",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7",
                 *       "errors": [
                 *         {
                 *           "pointer": "/nmae",
                 *           "code": "unknown_field",
                 *           "detail": "没有这个字段，或者不能这样使用它。"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Sign in first. */
        401: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/not_signed_in",
                 *       "title": "请先登录",
                 *       "status": 401,
                 *       "detail": "请先登录。",
                 *       "code": "not_signed_in",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not allowed. */
        403: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/permission_missing",
                 *       "title": "没有权限",
                 *       "status": 403,
                 *       "detail": "您没有这项权限：customers.write。",
                 *       "code": "permission_missing",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Not found. */
        404: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/not_found",
                 *       "title": "找不到",
                 *       "status": 404,
                 *       "detail": "没有这条记录，或者您无权查看。",
                 *       "code": "not_found",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Conflict with the present state. */
        409: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/duplicate_credit_code",
                 *       "title": "与现状冲突",
                 *       "status": 409,
                 *       "detail": "已有客户使用这个统一社会信用代码。",
                 *       "code": "duplicate_credit_code",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7",
                 *       "errors": [
                 *         {
                 *           "pointer": "/creditCode",
                 *           "code": "duplicate_credit_code",
                 *           "detail": "已有客户使用这个统一社会信用代码。"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Changed by somebody else. */
        412: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/version_conflict",
                 *       "title": "资料已被他人修改",
                 *       "status": 412,
                 *       "detail": "您编辑期间，这条记录已被他人修改。请查看最新内容后再保存。",
                 *       "code": "version_conflict",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7",
                 *       "currentVersion": 5,
                 *       "conflictingFields": [
                 *         "status"
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too large. */
        413: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/body_too_large",
                 *       "title": "内容太大",
                 *       "status": 413,
                 *       "detail": "内容超过了允许的大小，请缩小后重试。",
                 *       "code": "body_too_large",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Unsupported content type. */
        415: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/unsupported_media_type",
                 *       "title": "不支持的内容类型",
                 *       "status": 415,
                 *       "detail": "请以 Content-Type 支持的格式发送内容，例如 application/json。",
                 *       "code": "unsupported_media_type",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Something is wrong with the values. */
        422: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/validation_failed",
                 *       "title": "内容有误",
                 *       "status": 422,
                 *       "detail": "有 2 处内容需要修改。",
                 *       "code": "validation_failed",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7",
                 *       "errors": [
                 *         {
                 *           "pointer": "/phones/0/number",
                 *           "code": "too_long",
                 *           "detail": "最多 40 个字符。",
                 *           "params": {
                 *             "max": 40
                 *           }
                 *         },
                 *         {
                 *           "pointer": "/name",
                 *           "code": "required",
                 *           "detail": "此项必填。"
                 *         }
                 *       ]
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Too many attempts. */
        429: {
            headers: {
                "Retry-After": components["headers"]["RetryAfter"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/too_many_attempts",
                 *       "title": "操作过于频繁",
                 *       "status": 429,
                 *       "detail": "尝试次数过多，请稍后再试。",
                 *       "code": "too_many_attempts",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The server failed. */
        500: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "/problems/internal_error",
                 *       "title": "服务器出错了",
                 *       "status": 500,
                 *       "detail": "服务器出现意外错误，您的数据没有改动。请稍后重试；如仍有问题，请把请求编号告诉管理员。",
                 *       "code": "internal_error",
                 *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7"
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /**
         * @description Rows of a page, 1 to 200; 50 when nothing is said.
         * @example 20
         */
        Limit: number;
        /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
        Cursor: string;
        /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
        Search: string;
        /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
        Count: string;
        /** @description `only` lists the bin instead of what is in use. */
        Deleted: string;
        /**
         * @description Language of problem texts: `zh-CN` (default) or `en`.
         * @example zh-CN
         */
        AcceptLanguage: string;
        /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
        IdempotencyKey: string;
        /** @description A text of your own, at most 255 characters; required here. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
        NeededIdempotencyKey: string;
        /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
        IfMatch: string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description Name of this request; quote it when you ask for help.
         * @example req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7
         */
        RequestId: string;
        /**
         * @description Version of the record.
         * @example "v3"
         */
        ETag: string;
        /**
         * @description Address of what was made.
         * @example /api/v1/customers/019ab000-5c1e-7f43-9d2c-6a3f3f1f0001
         */
        Location: string;
        /**
         * @description `true` when this is the answer to an earlier request with the same key.
         * @example true
         */
        IdempotencyReplayed: string;
        /**
         * @description Seconds to wait.
         * @example 4
         */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listCodeLists: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "key": "industry",
                     *           "labelZh": "行业",
                     *           "labelEn": "Industry",
                     *           "items": [
                     *             {
                     *               "code": "machinery",
                     *               "labelZh": "机械设备制造",
                     *               "labelEn": "Machinery",
                     *               "position": 40,
                     *               "active": true,
                     *               "version": 1
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["CodeListRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listCompetitors: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `name` when nothing is said. Sortable: `name`, `marketShare`, `createdAt`, `updatedAt`.
                 * @example name
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `name`: eq ne in nin contains notContains startsWith endsWith; `threatLevel`: eq ne in nin isEmpty; `website`: eq ne in nin contains notContains startsWith endsWith isEmpty; `country`: eq ne in nin contains notContains startsWith endsWith isEmpty; `marketShare`: eq ne in nin gt gte lt lte between isEmpty; `mainProducts`: eq ne in nin contains notContains startsWith endsWith isEmpty; `ownerId`: eq ne in nin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    name?: components["schemas"]["FieldFilter"];
                    threatLevel?: components["schemas"]["FieldFilter"];
                    website?: components["schemas"]["FieldFilter"];
                    country?: components["schemas"]["FieldFilter"];
                    marketShare?: components["schemas"]["FieldFilter"];
                    mainProducts?: components["schemas"]["FieldFilter"];
                    ownerId?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "01930a6e-7d2c-7c5e-9f00-000000000011",
                     *           "name": "名称",
                     *           "threatLevel": null,
                     *           "website": "https://www.example.com",
                     *           "country": "国家/地区",
                     *           "marketShare": 12.5,
                     *           "mainProducts": "主要产品",
                     *           "strengths": "优势",
                     *           "weaknesses": "劣势",
                     *           "ownerId": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *           "notes": "备注",
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-03-02T01:15:00.000Z",
                     *           "ownerName": "李明",
                     *           "createdBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *           "createdByName": "李明",
                     *           "updatedBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *           "updatedByName": "李明",
                     *           "custom": {},
                     *           "deletedAt": null,
                     *           "version": 3,
                     *           "can": {
                     *             "update": true,
                     *             "delete": false,
                     *             "restore": false
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["CompetitorPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createCompetitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is known. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "名称",
                 *       "threatLevel": null,
                 *       "website": "https://www.example.com",
                 *       "country": "国家/地区",
                 *       "marketShare": 12.5,
                 *       "mainProducts": "主要产品",
                 *       "strengths": "优势",
                 *       "weaknesses": "劣势",
                 *       "notes": "备注"
                 *     }
                 */
                "application/json": components["schemas"]["CompetitorInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01930a6e-7d2c-7c5e-9f00-000000000011",
                     *       "name": "名称",
                     *       "threatLevel": null,
                     *       "website": "https://www.example.com",
                     *       "country": "国家/地区",
                     *       "marketShare": 12.5,
                     *       "mainProducts": "主要产品",
                     *       "strengths": "优势",
                     *       "weaknesses": "劣势",
                     *       "ownerId": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "notes": "备注",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "ownerName": "李明",
                     *       "createdBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "createdByName": "李明",
                     *       "updatedBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "updatedByName": "李明",
                     *       "custom": {},
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listContacts: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-updatedAt` when nothing is said. Sortable: `name`, `lastContactAt`, `createdAt`, `updatedAt`.
                 * @example -updatedAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `name`: eq ne in nin contains notContains startsWith endsWith; `englishName`: eq ne in nin contains notContains startsWith endsWith isEmpty; `salutation`: eq ne in nin isEmpty; `gender`: eq ne in nin isEmpty; `birthday`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `wechat`: eq ne in nin contains notContains startsWith endsWith isEmpty; `customerId`: eq ne in nin hasAll isEmpty; `ownerId`: eq ne in nin isEmpty; `tags`: eq ne in nin hasAll isEmpty; `lastContactAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    name?: components["schemas"]["FieldFilter"];
                    englishName?: components["schemas"]["FieldFilter"];
                    salutation?: components["schemas"]["FieldFilter"];
                    gender?: components["schemas"]["FieldFilter"];
                    birthday?: components["schemas"]["FieldFilter"];
                    wechat?: components["schemas"]["FieldFilter"];
                    customerId?: components["schemas"]["FieldFilter"];
                    ownerId?: components["schemas"]["FieldFilter"];
                    tags?: components["schemas"]["FieldFilter"];
                    lastContactAt?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕",
                     *           "primaryPhone": "138 0532 6688",
                     *           "primaryEmail": "wang.hy@haiyue.example",
                     *           "wechat": "haiyan_wang",
                     *           "primaryCustomerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "primaryCustomerName": "青岛海月智能装备有限公司",
                     *           "title": "采购总监",
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *           "custom": {},
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 2
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["ContactRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is known about the person. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customers": [
                 *         {
                 *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                 *           "role": "decision_maker",
                 *           "title": "采购总监",
                 *           "department": "采购部",
                 *           "isPrimary": true
                 *         }
                 *       ],
                 *       "name": "王海燕",
                 *       "salutation": "ms",
                 *       "gender": "female",
                 *       "phones": [
                 *         {
                 *           "number": "138 0532 6688",
                 *           "label": "mobile",
                 *           "isPrimary": true
                 *         }
                 *       ],
                 *       "emails": [
                 *         {
                 *           "address": "wang.hy@haiyue.example",
                 *           "label": "work",
                 *           "isPrimary": true
                 *         }
                 *       ],
                 *       "wechat": "haiyan_wang"
                 *     }
                 */
                "application/json": components["schemas"]["NewContactInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "name": "王海燕",
                     *       "englishName": null,
                     *       "salutation": "ms",
                     *       "gender": "female",
                     *       "birthday": null,
                     *       "phones": [
                     *         {
                     *           "label": "mobile",
                     *           "number": "138 0532 6688",
                     *           "isPrimary": true,
                     *           "e164": "+8613805326688"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "wang.hy@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "wang.hy@haiyue.example"
                     *         }
                     *       ],
                     *       "wechat": "haiyan_wang",
                     *       "description": null,
                     *       "preferences": [],
                     *       "doNotContact": [],
                     *       "tags": [],
                     *       "customers": [
                     *         {
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "role": "decision_maker",
                     *           "title": "采购总监",
                     *           "department": "采购部",
                     *           "isPrimary": true,
                     *           "leftOn": null
                     *         }
                     *       ],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 2,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listCustomers: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-updatedAt` when nothing is said. Sortable: `number`, `name`, `status`, `rating`, `annualRevenue`, `lastContactAt`, `nextFollowUpAt`, `firstOrderOn`, `lastOrderOn`, `orderCount`, `orderCount12Months`, `netRevenue`, `netRevenue12Months`, `returnCount`, `returned`, `averageOrderGap`, `medianOrderGap`, `paid`, `averageDaysLate`, `lateShare`, `tierSince`, `rfmRecency`, `rfmFrequency`, `rfmMonetary`, `idleSince`, `createdAt`, `updatedAt`.
                 * @example -updatedAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `number`: eq ne in nin contains notContains startsWith endsWith; `kind`: eq ne in nin; `name`: eq ne in nin contains notContains startsWith endsWith; `shortName`: eq ne in nin contains notContains startsWith endsWith isEmpty; `englishName`: eq ne in nin contains notContains startsWith endsWith isEmpty; `status`: eq ne in nin isEmpty; `industry`: eq ne in nin isEmpty; `source`: eq ne in nin isEmpty; `size`: eq ne in nin isEmpty; `rating`: eq ne in nin gt gte lt lte between isEmpty; `tags`: eq ne in nin hasAll isEmpty; `ownerId`: eq ne in nin isEmpty; `parentId`: eq ne in nin isEmpty; `provinceCode`: eq ne in nin startsWith isEmpty; `cityCode`: eq ne in nin startsWith isEmpty; `districtCode`: eq ne in nin startsWith isEmpty; `creditCode`: eq ne in nin contains notContains startsWith endsWith isEmpty; `annualRevenue`: eq ne in nin gt gte lt lte between isEmpty; `foundedOn`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `birthday`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `lastContactAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `nextFollowUpAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `firstOrderOn`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `lastOrderOn`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `orderCount`: eq ne in nin gt gte lt lte between; `orderCount12Months`: eq ne in nin gt gte lt lte between; `netRevenue`: eq ne in nin gt gte lt lte between; `netRevenue12Months`: eq ne in nin gt gte lt lte between; `returnCount`: eq ne in nin gt gte lt lte between; `returned`: eq ne in nin gt gte lt lte between; `averageOrderGap`: eq ne in nin gt gte lt lte between isEmpty; `medianOrderGap`: eq ne in nin gt gte lt lte between isEmpty; `favouriteCategoryId`: eq ne in nin isEmpty; `paid`: eq ne in nin gt gte lt lte between; `averageDaysLate`: eq ne in nin gt gte lt lte between isEmpty; `lateShare`: eq ne in nin gt gte lt lte between isEmpty; `tier`: eq ne in nin isEmpty; `tierSince`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `tierIsManual`: eq ne; `tierUntil`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `rfmRecency`: eq ne in nin gt gte lt lte between isEmpty; `rfmFrequency`: eq ne in nin gt gte lt lte between isEmpty; `rfmMonetary`: eq ne in nin gt gte lt lte between isEmpty; `valueClass`: eq ne in nin isEmpty; `idleSince`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `protected`: eq ne; `pooledAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `poolReason`: eq ne in nin isEmpty; `lastOwnerId`: eq ne in nin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    number?: components["schemas"]["FieldFilter"];
                    kind?: components["schemas"]["FieldFilter"];
                    name?: components["schemas"]["FieldFilter"];
                    shortName?: components["schemas"]["FieldFilter"];
                    englishName?: components["schemas"]["FieldFilter"];
                    status?: components["schemas"]["FieldFilter"];
                    industry?: components["schemas"]["FieldFilter"];
                    source?: components["schemas"]["FieldFilter"];
                    size?: components["schemas"]["FieldFilter"];
                    rating?: components["schemas"]["FieldFilter"];
                    tags?: components["schemas"]["FieldFilter"];
                    ownerId?: components["schemas"]["FieldFilter"];
                    parentId?: components["schemas"]["FieldFilter"];
                    provinceCode?: components["schemas"]["FieldFilter"];
                    cityCode?: components["schemas"]["FieldFilter"];
                    districtCode?: components["schemas"]["FieldFilter"];
                    creditCode?: components["schemas"]["FieldFilter"];
                    annualRevenue?: components["schemas"]["FieldFilter"];
                    foundedOn?: components["schemas"]["FieldFilter"];
                    birthday?: components["schemas"]["FieldFilter"];
                    lastContactAt?: components["schemas"]["FieldFilter"];
                    nextFollowUpAt?: components["schemas"]["FieldFilter"];
                    firstOrderOn?: components["schemas"]["FieldFilter"];
                    lastOrderOn?: components["schemas"]["FieldFilter"];
                    orderCount?: components["schemas"]["FieldFilter"];
                    orderCount12Months?: components["schemas"]["FieldFilter"];
                    netRevenue?: components["schemas"]["FieldFilter"];
                    netRevenue12Months?: components["schemas"]["FieldFilter"];
                    returnCount?: components["schemas"]["FieldFilter"];
                    returned?: components["schemas"]["FieldFilter"];
                    averageOrderGap?: components["schemas"]["FieldFilter"];
                    medianOrderGap?: components["schemas"]["FieldFilter"];
                    favouriteCategoryId?: components["schemas"]["FieldFilter"];
                    paid?: components["schemas"]["FieldFilter"];
                    averageDaysLate?: components["schemas"]["FieldFilter"];
                    lateShare?: components["schemas"]["FieldFilter"];
                    tier?: components["schemas"]["FieldFilter"];
                    tierSince?: components["schemas"]["FieldFilter"];
                    tierIsManual?: components["schemas"]["FieldFilter"];
                    tierUntil?: components["schemas"]["FieldFilter"];
                    rfmRecency?: components["schemas"]["FieldFilter"];
                    rfmFrequency?: components["schemas"]["FieldFilter"];
                    rfmMonetary?: components["schemas"]["FieldFilter"];
                    valueClass?: components["schemas"]["FieldFilter"];
                    idleSince?: components["schemas"]["FieldFilter"];
                    protected?: components["schemas"]["FieldFilter"];
                    pooledAt?: components["schemas"]["FieldFilter"];
                    poolReason?: components["schemas"]["FieldFilter"];
                    lastOwnerId?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "number": "C000123",
                     *           "kind": "company",
                     *           "name": "青岛海月智能装备有限公司",
                     *           "shortName": "海月智能",
                     *           "industry": "machinery",
                     *           "source": "trade_show",
                     *           "size": "100-299",
                     *           "status": "negotiating",
                     *           "rating": 4,
                     *           "provinceCode": "370000",
                     *           "cityCode": "370200",
                     *           "districtCode": "370212",
                     *           "primaryPhone": "0532-8889 6600",
                     *           "primaryEmail": "sales@haiyue.example",
                     *           "creditCode": "91370212MA3C8TQ15J",
                     *           "annualRevenue": {
                     *             "amount": "128000000.00",
                     *             "currency": "CNY"
                     *           },
                     *           "tags": [
                     *             "重点客户"
                     *           ],
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *           "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *           "tier": null,
                     *           "lastOrderOn": null,
                     *           "orderCount": 0,
                     *           "netRevenue": {
                     *             "amount": "0.00",
                     *             "currency": "CNY"
                     *           },
                     *           "netRevenue12Months": {
                     *             "amount": "0.00",
                     *             "currency": "CNY"
                     *           },
                     *           "idleSince": "2026-11-18T06:30:00.000Z",
                     *           "protected": false,
                     *           "custom": {},
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 3
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is known about the customer. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "kind": "company",
                 *       "name": "青岛海月智能装备有限公司",
                 *       "shortName": "海月智能",
                 *       "industry": "machinery",
                 *       "source": "trade_show",
                 *       "provinceCode": "370000",
                 *       "cityCode": "370200",
                 *       "districtCode": "370212",
                 *       "addressLine1": "松岭路 88 号",
                 *       "phones": [
                 *         {
                 *           "number": "0532-8889 6600",
                 *           "label": "office",
                 *           "isPrimary": true
                 *         }
                 *       ],
                 *       "emails": [
                 *         {
                 *           "address": "sales@haiyue.example",
                 *           "label": "work",
                 *           "isPrimary": true
                 *         }
                 *       ],
                 *       "annualRevenue": {
                 *         "amount": "128000000.00",
                 *         "currency": "CNY"
                 *       },
                 *       "creditCode": "91370212MA3C8TQ15J",
                 *       "tags": [
                 *         "重点客户"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["CustomerInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "number": "C000123",
                     *       "kind": "company",
                     *       "name": "青岛海月智能装备有限公司",
                     *       "shortName": "海月智能",
                     *       "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *       "industry": "machinery",
                     *       "source": "trade_show",
                     *       "size": "100-299",
                     *       "status": "negotiating",
                     *       "rating": 4,
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "addressLine1": "松岭路 88 号",
                     *       "addressLine2": "海月科技园 3 号楼",
                     *       "postalCode": "266100",
                     *       "website": "https://www.haiyue.example",
                     *       "phones": [
                     *         {
                     *           "label": "office",
                     *           "number": "0532-8889 6600",
                     *           "isPrimary": true,
                     *           "e164": "+8653288896600"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "sales@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "sales@haiyue.example"
                     *         }
                     *       ],
                     *       "annualRevenue": {
                     *         "amount": "128000000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "foundedOn": "2012-05-18",
                     *       "birthday": null,
                     *       "creditCode": "91370212MA3C8TQ15J",
                     *       "description": "计划明年上半年更换两条装配线。",
                     *       "preferences": [
                     *         {
                     *           "topic": "contact_time",
                     *           "value": "上午 10 点以后再打电话",
                     *           "source": "stated",
                     *           "asOf": "2026-03-02"
                     *         }
                     *       ],
                     *       "doNotContact": [
                     *         "sms"
                     *       ],
                     *       "tags": [
                     *         "重点客户"
                     *       ],
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *       "tier": null,
                     *       "tierSince": null,
                     *       "tierIsManual": false,
                     *       "tierUntil": null,
                     *       "rfmRecency": null,
                     *       "rfmFrequency": null,
                     *       "rfmMonetary": null,
                     *       "valueClass": null,
                     *       "lastOrderOn": null,
                     *       "orderCount": 0,
                     *       "netRevenue": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "firstOrderOn": null,
                     *       "orderCount12Months": 0,
                     *       "returnCount": 0,
                     *       "returned": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": null,
                     *       "medianOrderGap": null,
                     *       "favouriteCategoryId": null,
                     *       "favouriteCategoryName": null,
                     *       "paid": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": null,
                     *       "lateShare": null,
                     *       "idleSince": "2026-11-18T06:30:00.000Z",
                     *       "protected": false,
                     *       "pooledAt": null,
                     *       "poolReason": null,
                     *       "poolNote": null,
                     *       "lastOwnerId": null,
                     *       "custom": {
                     *         "channelTier": "gold"
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false,
                     *         "assign": false
                     *       },
                     *       "owner": null,
                     *       "parent": null,
                     *       "contacts": null,
                     *       "addresses": null,
                     *       "taxProfiles": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    startExport: {
        parameters: {
            query?: {
                /** @description Whether the file itself is wanted. */
                now?: boolean;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Which list. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "entity": "customers",
                 *       "where": {
                 *         "field": "status",
                 *         "op": "eq",
                 *         "value": "negotiating"
                 *       },
                 *       "sort": "-updatedAt",
                 *       "columns": [
                 *         "number",
                 *         "name",
                 *         "status",
                 *         "ownerId"
                 *       ],
                 *       "format": "xlsx"
                 *     }
                 */
                "application/json": components["schemas"]["ExportInput"];
            };
        };
        responses: {
            /** @description Begun. `Location` holds the address of the job. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listFollowUps: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `due` when nothing is said. Sortable: `due`, `completedAt`, `createdAt`, `updatedAt`.
                 * @example due
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `subject`: eq ne in nin contains notContains startsWith endsWith; `channel`: eq ne in nin; `due`: eq ne in nin gt gte lt lte between within notWithin; `dueOn`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `dueAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `status`: eq ne in nin; `ownerId`: eq ne in nin; `customerId`: eq ne in nin isEmpty; `contactId`: eq ne in nin isEmpty; `completedAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    subject?: components["schemas"]["FieldFilter"];
                    channel?: components["schemas"]["FieldFilter"];
                    due?: components["schemas"]["FieldFilter"];
                    dueOn?: components["schemas"]["FieldFilter"];
                    dueAt?: components["schemas"]["FieldFilter"];
                    status?: components["schemas"]["FieldFilter"];
                    ownerId?: components["schemas"]["FieldFilter"];
                    customerId?: components["schemas"]["FieldFilter"];
                    contactId?: components["schemas"]["FieldFilter"];
                    completedAt?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *           "subject": "上门演示新产线方案",
                     *           "channel": "visit",
                     *           "dueOn": null,
                     *           "dueAt": "2026-11-25T02:00:00.000Z",
                     *           "due": "2026-11-25T02:00:00.000Z",
                     *           "overdue": false,
                     *           "status": "planned",
                     *           "result": null,
                     *           "notes": "带上交期承诺函。",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "contactName": "王海燕",
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "completedAt": null,
                     *           "interactionId": null,
                     *           "custom": {},
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "complete": true,
                     *             "reopen": false,
                     *             "delete": true
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    planFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is to be done. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subject": "上门演示新产线方案",
                 *       "channel": "visit",
                 *       "dueAt": "2026-11-25T02:00:00.000Z",
                 *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                 *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                 *       "notes": "带上交期承诺函。"
                 *     }
                 */
                "application/json": components["schemas"]["FollowUpInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    startImport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * @description `create` makes new records, `update` changes those that it finds, `upsert` does both; `create` when nothing is said.
                     * @example create
                     * @example update
                     * @example upsert
                     */
                    mode?: components["schemas"]["ImportMode"];
                    /** @description What finds the record: field keys, `id` or `externalRef:{system}`, separated by commas, the first that finds one; `creditCode,name`. */
                    matchOn?: string;
                    /** @description Which column fills what, as JSON like `mapping` of the preview; the one you used last for such a file, or the proposed one, when nothing is said. */
                    mapping?: string;
                    /** @description Whether to write nothing and say what would happen. */
                    dryRun?: boolean;
                    /**
                     * Format: binary
                     * @description The file; leave it out to use one that was sent before.
                     */
                    file?: string;
                    /**
                     * Format: uuid
                     * @description The file that was sent before, from the preview.
                     */
                    uploadId?: string;
                    /** @description Kind of record: `customers`, `contacts`, `interactions`, `follow-ups` and so on. */
                    entity?: string;
                    /** @description Encoding, for example `gb18030`; seen from the bytes when nothing is said. */
                    encoding?: string;
                    /** @description What stands between two values; a tab is `\t`; seen from the lines when nothing is said. */
                    separator?: string;
                    /** @description What stands around values; seen from the lines when nothing is said. */
                    quote?: string;
                    /**
                     * Format: int32
                     * @description The line that names the columns, 0 for none; seen from the lines when nothing is said.
                     */
                    headerRow?: number;
                    /** @description Name of the sheet; the first one with rows when nothing is said. */
                    sheet?: string;
                };
            };
        };
        responses: {
            /** @description Begun. `Location` holds the address of the job. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listInteractions: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-startedAt` when nothing is said. Sortable: `startedAt`, `durationMinutes`, `createdAt`, `updatedAt`.
                 * @example -startedAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `channel`: eq ne in nin; `direction`: eq ne in nin isEmpty; `subject`: eq ne in nin contains notContains startsWith endsWith; `body`: eq ne in nin contains notContains startsWith endsWith isEmpty; `startedAt`: eq ne in nin gt gte lt lte between within notWithin; `durationMinutes`: eq ne in nin gt gte lt lte between isEmpty; `outcome`: eq ne in nin isEmpty; `customerId`: eq ne in nin isEmpty; `contactIds`: eq ne in nin hasAll isEmpty; `ownerId`: eq ne in nin; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    channel?: components["schemas"]["FieldFilter"];
                    direction?: components["schemas"]["FieldFilter"];
                    subject?: components["schemas"]["FieldFilter"];
                    body?: components["schemas"]["FieldFilter"];
                    startedAt?: components["schemas"]["FieldFilter"];
                    durationMinutes?: components["schemas"]["FieldFilter"];
                    outcome?: components["schemas"]["FieldFilter"];
                    customerId?: components["schemas"]["FieldFilter"];
                    contactIds?: components["schemas"]["FieldFilter"];
                    ownerId?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "contacts": [
                     *             {
                     *               "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *               "name": "王海燕"
                     *             }
                     *           ],
                     *           "channel": "call",
                     *           "direction": "outbound",
                     *           "subject": "确认报价明细",
                     *           "body": "对价格基本认可，希望交期提前两周。",
                     *           "startedAt": "2026-11-18T06:30:00.000Z",
                     *           "durationMinutes": 18,
                     *           "participants": [],
                     *           "outcome": "interested",
                     *           "files": [],
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "custom": {},
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "delete": true,
                     *             "restore": false
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["InteractionDetailPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    logInteraction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What took place. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                 *       "contactIds": [
                 *         "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002"
                 *       ],
                 *       "channel": "call",
                 *       "direction": "outbound",
                 *       "subject": "确认报价明细",
                 *       "body": "对价格基本认可，希望交期提前两周。",
                 *       "startedAt": "2026-11-18T06:30:00.000Z",
                 *       "durationMinutes": 18,
                 *       "outcome": "interested"
                 *     }
                 */
                "application/json": components["schemas"]["InteractionInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contacts": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕"
                     *         }
                     *       ],
                     *       "channel": "call",
                     *       "direction": "outbound",
                     *       "subject": "确认报价明细",
                     *       "body": "对价格基本认可，希望交期提前两周。",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "durationMinutes": 18,
                     *       "participants": [],
                     *       "outcome": "interested",
                     *       "files": [],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": true,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InteractionDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listJobs: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-createdAt` when nothing is said. Sortable: `createdAt`.
                 * @example -createdAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `kind`: eq ne in nin contains notContains startsWith endsWith; `entity`: eq ne in nin contains notContains startsWith endsWith isEmpty; `status`: eq ne in nin; `createdBy`: eq ne in nin; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `endedAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty. */
                filter?: {
                    kind?: components["schemas"]["FieldFilter"];
                    entity?: components["schemas"]["FieldFilter"];
                    status?: components["schemas"]["FieldFilter"];
                    createdBy?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    endedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *           "kind": "bulk",
                     *           "title": "修改 1,200 个客户",
                     *           "entity": "customers",
                     *           "status": "running",
                     *           "progress": {
                     *             "done": 400,
                     *             "total": 1200,
                     *             "failed": 3
                     *           },
                     *           "result": {
                     *             "changed": 390,
                     *             "unchanged": 7,
                     *             "skipped": 3
                     *           },
                     *           "error": null,
                     *           "links": {
                     *             "self": "/api/v1/jobs/019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *             "file": null,
                     *             "errors": null,
                     *             "undo": null
                     *           },
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "createdByName": "李明",
                     *           "startedAt": "2026-11-18T06:30:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "endedAt": null,
                     *           "fileName": null,
                     *           "filesUntil": null,
                     *           "undoUntil": null,
                     *           "undoneBy": null
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["JobRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listMeta: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "entity": "customers",
                     *           "labelZh": "客户",
                     *           "labelEn": "Customers",
                     *           "customizable": true
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["EntityRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listNotifications: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0013",
                     *           "kind": "job_ended",
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "readAt": null,
                     *           "job": {
                     *             "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *             "kind": "bulk",
                     *             "title": "修改 1,200 个客户",
                     *             "status": "partially_succeeded"
                     *           },
                     *           "count": null
                     *         }
                     *       ],
                     *       "unread": 1
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationList"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listOrders: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-orderedAt` when nothing is said. Sortable: `number`, `orderedAt`, `wantedOn`, `total`, `revenue`, `createdAt`, `updatedAt`.
                 * @example -orderedAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `number`: eq ne in nin contains notContains startsWith endsWith; `customerId`: eq ne in nin isEmpty; `ownerId`: eq ne in nin isEmpty; `orderedAt`: eq ne in nin gt gte lt lte between within notWithin; `orderedOn`: eq ne in nin gt gte lt lte between within notWithin; `wantedOn`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `status`: eq ne in nin; `currency`: eq ne in nin contains notContains startsWith endsWith; `channel`: eq ne in nin isEmpty; `paymentMethod`: eq ne in nin isEmpty; `goods`: eq ne in nin gt gte lt lte between; `discount`: eq ne in nin gt gte lt lte between; `total`: eq ne in nin gt gte lt lte between; `revenue`: eq ne in nin gt gte lt lte between; `note`: eq ne in nin contains notContains startsWith endsWith isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    number?: components["schemas"]["FieldFilter"];
                    customerId?: components["schemas"]["FieldFilter"];
                    ownerId?: components["schemas"]["FieldFilter"];
                    orderedAt?: components["schemas"]["FieldFilter"];
                    orderedOn?: components["schemas"]["FieldFilter"];
                    wantedOn?: components["schemas"]["FieldFilter"];
                    status?: components["schemas"]["FieldFilter"];
                    currency?: components["schemas"]["FieldFilter"];
                    channel?: components["schemas"]["FieldFilter"];
                    paymentMethod?: components["schemas"]["FieldFilter"];
                    goods?: components["schemas"]["FieldFilter"];
                    discount?: components["schemas"]["FieldFilter"];
                    total?: components["schemas"]["FieldFilter"];
                    revenue?: components["schemas"]["FieldFilter"];
                    note?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *           "number": "O000017",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "orderedAt": "2026-11-18T06:30:00.000Z",
                     *           "orderedOn": "2026-11-18",
                     *           "wantedOn": null,
                     *           "status": "confirmed",
                     *           "channel": "visit",
                     *           "paymentMethod": "bank_transfer",
                     *           "total": {
                     *             "amount": "191460.42",
                     *             "currency": "CNY"
                     *           },
                     *           "revenue": "169434",
                     *           "custom": {},
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["OrderRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    takeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What was ordered. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                 *       "status": "confirmed",
                 *       "rate": "1",
                 *       "channel": "visit",
                 *       "paymentMethod": "bank_transfer",
                 *       "discount": "2566",
                 *       "lines": [
                 *         {
                 *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                 *           "quantity": "2",
                 *           "unitPrice": "86000",
                 *           "discountPercent": "0",
                 *           "taxPercent": "13"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["OrderInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listPayments: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-paidOn` when nothing is said. Sortable: `paidOn`, `dueOn`, `amount`, `createdAt`, `updatedAt`.
                 * @example -paidOn
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `customerId`: eq ne in nin; `orderId`: eq ne in nin isEmpty; `paidOn`: eq ne in nin gt gte lt lte between within notWithin; `dueOn`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `amount`: eq ne in nin gt gte lt lte between; `method`: eq ne in nin isEmpty; `reference`: eq ne in nin contains notContains startsWith endsWith isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    customerId?: components["schemas"]["FieldFilter"];
                    orderId?: components["schemas"]["FieldFilter"];
                    paidOn?: components["schemas"]["FieldFilter"];
                    dueOn?: components["schemas"]["FieldFilter"];
                    amount?: components["schemas"]["FieldFilter"];
                    method?: components["schemas"]["FieldFilter"];
                    reference?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0044",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *           "orderNumber": "O000017",
                     *           "paidOn": "2026-11-27",
                     *           "dueOn": "2026-11-30",
                     *           "amount": {
                     *             "amount": "50000.00",
                     *             "currency": "CNY"
                     *           },
                     *           "rate": "1",
                     *           "method": "bank_transfer",
                     *           "reference": "20261127-0091",
                     *           "custom": {},
                     *           "createdAt": "2026-11-25T02:00:00.000Z",
                     *           "updatedAt": "2026-11-25T02:00:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    recordPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Who paid what, and when. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                 *       "paidOn": "2026-11-27",
                 *       "amount": {
                 *         "amount": "50000.00",
                 *         "currency": "CNY"
                 *       },
                 *       "rate": "1",
                 *       "method": "bank_transfer",
                 *       "reference": "20261127-0091"
                 *     }
                 */
                "application/json": components["schemas"]["PaymentInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0044",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "paidOn": "2026-11-27",
                     *       "dueOn": "2026-11-30",
                     *       "amount": {
                     *         "amount": "50000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "rate": "1",
                     *       "method": "bank_transfer",
                     *       "reference": "20261127-0091",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listPool: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-pooledAt` when nothing is said. Sortable: `number`, `name`, `status`, `rating`, `pooledAt`, `lastContactAt`, `createdAt`.
                 * @example -pooledAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `number`: eq ne in nin contains notContains startsWith endsWith; `kind`: eq ne in nin; `name`: eq ne in nin contains notContains startsWith endsWith; `status`: eq ne in nin isEmpty; `industry`: eq ne in nin isEmpty; `source`: eq ne in nin isEmpty; `size`: eq ne in nin isEmpty; `rating`: eq ne in nin gt gte lt lte between isEmpty; `provinceCode`: eq ne in nin startsWith isEmpty; `cityCode`: eq ne in nin startsWith isEmpty; `districtCode`: eq ne in nin startsWith isEmpty; `tags`: eq ne in nin hasAll isEmpty; `pooledAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `poolReason`: eq ne in nin isEmpty; `lastOwnerId`: eq ne in nin isEmpty; `lastContactAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    number?: components["schemas"]["FieldFilter"];
                    kind?: components["schemas"]["FieldFilter"];
                    name?: components["schemas"]["FieldFilter"];
                    status?: components["schemas"]["FieldFilter"];
                    industry?: components["schemas"]["FieldFilter"];
                    source?: components["schemas"]["FieldFilter"];
                    size?: components["schemas"]["FieldFilter"];
                    rating?: components["schemas"]["FieldFilter"];
                    provinceCode?: components["schemas"]["FieldFilter"];
                    cityCode?: components["schemas"]["FieldFilter"];
                    districtCode?: components["schemas"]["FieldFilter"];
                    tags?: components["schemas"]["FieldFilter"];
                    pooledAt?: components["schemas"]["FieldFilter"];
                    poolReason?: components["schemas"]["FieldFilter"];
                    lastOwnerId?: components["schemas"]["FieldFilter"];
                    lastContactAt?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "number": "C000123",
                     *           "kind": "company",
                     *           "name": "青岛海月智能装备有限公司",
                     *           "status": "dormant",
                     *           "industry": "machinery",
                     *           "source": "trade_show",
                     *           "size": "100-299",
                     *           "rating": 3,
                     *           "provinceCode": "370000",
                     *           "cityCode": "370200",
                     *           "districtCode": "370212",
                     *           "tags": [],
                     *           "maskedPhone": "053•-•••• ••00",
                     *           "pooledAt": "2026-11-25T02:00:00.000Z",
                     *           "poolReason": "no_demand",
                     *           "poolNote": "明年三月再联系。",
                     *           "lastOwnerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "lastOwnerName": "李明",
                     *           "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *           "claimableAt": null,
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "version": 4
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["PoolRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listProductCategories: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `name` when nothing is said. Sortable: `name`, `createdAt`, `updatedAt`.
                 * @example name
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `name`: eq ne in nin contains notContains startsWith endsWith; `parentId`: eq ne in nin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    name?: components["schemas"]["FieldFilter"];
                    parentId?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *           "name": "机器人",
                     *           "parentId": null,
                     *           "parentName": null,
                     *           "custom": {},
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-03-02T01:15:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1,
                     *           "can": null
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProductCategoryRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createProductCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Its name and its place. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "机器人"
                 *     }
                 */
                "application/json": components["schemas"]["ProductCategoryInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "name": "机器人",
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProductCategoryRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listProducts: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `code` when nothing is said. Sortable: `code`, `name`, `price`, `createdAt`, `updatedAt`.
                 * @example code
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `code`: eq ne in nin contains notContains startsWith endsWith; `name`: eq ne in nin contains notContains startsWith endsWith; `unit`: eq ne in nin contains notContains startsWith endsWith isEmpty; `categoryId`: eq ne in nin isEmpty; `price`: eq ne in nin gt gte lt lte between isEmpty; `active`: eq ne; `description`: eq ne in nin contains notContains startsWith endsWith isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    code?: components["schemas"]["FieldFilter"];
                    name?: components["schemas"]["FieldFilter"];
                    unit?: components["schemas"]["FieldFilter"];
                    categoryId?: components["schemas"]["FieldFilter"];
                    price?: components["schemas"]["FieldFilter"];
                    active?: components["schemas"]["FieldFilter"];
                    description?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "code": "HL-200",
                     *           "name": "协作机器人 HL-200",
                     *           "unit": "台",
                     *           "categoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *           "categoryName": "机器人",
                     *           "price": {
                     *             "amount": "86000.00",
                     *             "currency": "CNY"
                     *           },
                     *           "active": true,
                     *           "description": null,
                     *           "custom": {},
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-03-02T01:15:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "delete": false,
                     *             "restore": false
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProductRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    createProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What is known about it. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "HL-200",
                 *       "name": "协作机器人 HL-200",
                 *       "unit": "台",
                 *       "categoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                 *       "price": {
                 *         "amount": "86000.00",
                 *         "currency": "CNY"
                 *       },
                 *       "active": true
                 *     }
                 */
                "application/json": components["schemas"]["ProductInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *       "code": "HL-200",
                     *       "name": "协作机器人 HL-200",
                     *       "unit": "台",
                     *       "categoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "categoryName": "机器人",
                     *       "price": {
                     *         "amount": "86000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "active": true,
                     *       "description": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listRegions: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "code": "370000",
                     *           "name": "山东省",
                     *           "children": [
                     *             {
                     *               "code": "370200",
                     *               "name": "青岛市",
                     *               "children": [
                     *                 {
                     *                   "code": "370212",
                     *                   "name": "崂山区",
                     *                   "children": []
                     *                 }
                     *               ]
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["RegionPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listReturns: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `-returnedAt` when nothing is said. Sortable: `number`, `returnedAt`, `total`, `revenue`, `createdAt`, `updatedAt`.
                 * @example -returnedAt
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `number`: eq ne in nin contains notContains startsWith endsWith; `customerId`: eq ne in nin isEmpty; `orderId`: eq ne in nin isEmpty; `returnedAt`: eq ne in nin gt gte lt lte between within notWithin; `returnedOn`: eq ne in nin gt gte lt lte between within notWithin; `goods`: eq ne in nin gt gte lt lte between; `reason`: eq ne in nin isEmpty; `total`: eq ne in nin gt gte lt lte between; `revenue`: eq ne in nin gt gte lt lte between; `note`: eq ne in nin contains notContains startsWith endsWith isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin; `updatedAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    number?: components["schemas"]["FieldFilter"];
                    customerId?: components["schemas"]["FieldFilter"];
                    orderId?: components["schemas"]["FieldFilter"];
                    returnedAt?: components["schemas"]["FieldFilter"];
                    returnedOn?: components["schemas"]["FieldFilter"];
                    goods?: components["schemas"]["FieldFilter"];
                    reason?: components["schemas"]["FieldFilter"];
                    total?: components["schemas"]["FieldFilter"];
                    revenue?: components["schemas"]["FieldFilter"];
                    note?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                    updatedAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "currency": "CNY",
                     *           "rate": "1",
                     *           "goods": "86000",
                     *           "tax": "11180",
                     *           "note": null,
                     *           "lines": [
                     *             {
                     *               "position": 1,
                     *               "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *               "productCode": "HL-200",
                     *               "text": "协作机器人 HL-200",
                     *               "quantity": "1",
                     *               "unit": "台",
                     *               "unitPrice": "86000",
                     *               "discountPercent": "0",
                     *               "taxPercent": "13",
                     *               "net": "86000",
                     *               "tax": "11180"
                     *             }
                     *           ],
                     *           "can": {
                     *             "update": true,
                     *             "delete": false,
                     *             "restore": false
                     *           },
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0043",
                     *           "number": "R000002",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *           "orderNumber": "O000017",
                     *           "returnedAt": "2026-11-25T02:00:00.000Z",
                     *           "returnedOn": "2026-11-25",
                     *           "reason": "defect",
                     *           "total": {
                     *             "amount": "97180.00",
                     *             "currency": "CNY"
                     *           },
                     *           "revenue": "86000",
                     *           "custom": {},
                     *           "createdAt": "2026-11-25T02:00:00.000Z",
                     *           "updatedAt": "2026-11-25T02:00:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["SalesReturnRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    takeReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description What came back. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                 *       "rate": "1",
                 *       "reason": "defect",
                 *       "lines": [
                 *         {
                 *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                 *           "quantity": "1",
                 *           "unitPrice": "86000",
                 *           "discountPercent": "0",
                 *           "taxPercent": "13"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["SalesReturnInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "86000",
                     *       "tax": "11180",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "1",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "86000",
                     *           "tax": "11180"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0043",
                     *       "number": "R000002",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "returnedAt": "2026-11-25T02:00:00.000Z",
                     *       "returnedOn": "2026-11-25",
                     *       "reason": "defect",
                     *       "total": {
                     *         "amount": "97180.00",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "86000",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SalesReturnDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description What was typed, at most 100 characters. */
                q?: string;
                /** @description `customer`, `contact`, separated by commas; both when nothing is said. */
                types?: string;
                /** @description Most hits, 1 to 50. */
                limit?: number;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "type": "customer",
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "title": "青岛海月智能装备有限公司",
                     *           "subtitle": "海月智能",
                     *           "number": "C000123",
                     *           "ownerName": "李明",
                     *           "matchedOn": "initials"
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["SearchHitPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listTags: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0011",
                     *           "name": "重点客户",
                     *           "color": "red",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["TagRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    addTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The tag. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "重点客户",
                 *       "color": "red"
                 *     }
                 */
                "application/json": components["schemas"]["TagInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0011",
                     *       "name": "重点客户",
                     *       "color": "red",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TagRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listTeams: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *           "name": "华东一组",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["TeamRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    addTeam: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The team. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "华东一组"
                 *     }
                 */
                "application/json": components["schemas"]["TeamInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "name": "华东一组",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TeamRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getToday: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "now": "2026-11-18T06:30:00.000Z",
                     *       "overdue": [],
                     *       "today": [],
                     *       "upcoming": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *           "subject": "上门演示新产线方案",
                     *           "channel": "visit",
                     *           "dueOn": null,
                     *           "dueAt": "2026-11-25T02:00:00.000Z",
                     *           "due": "2026-11-25T02:00:00.000Z",
                     *           "overdue": false,
                     *           "status": "planned",
                     *           "result": null,
                     *           "notes": "带上交期承诺函。",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "contactName": "王海燕",
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "completedAt": null,
                     *           "interactionId": null,
                     *           "custom": {},
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "complete": true,
                     *             "reopen": false,
                     *             "delete": true
                     *           }
                     *         }
                     *       ],
                     *       "withoutNextStep": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "number": "C000123",
                     *           "kind": "company",
                     *           "name": "青岛海月智能装备有限公司",
                     *           "shortName": "海月智能",
                     *           "industry": "machinery",
                     *           "source": "trade_show",
                     *           "size": "100-299",
                     *           "status": "negotiating",
                     *           "rating": 4,
                     *           "provinceCode": "370000",
                     *           "cityCode": "370200",
                     *           "districtCode": "370212",
                     *           "primaryPhone": "0532-8889 6600",
                     *           "primaryEmail": "sales@haiyue.example",
                     *           "creditCode": "91370212MA3C8TQ15J",
                     *           "annualRevenue": {
                     *             "amount": "128000000.00",
                     *             "currency": "CNY"
                     *           },
                     *           "tags": [
                     *             "重点客户"
                     *           ],
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *           "nextFollowUpAt": null,
                     *           "tier": null,
                     *           "lastOrderOn": null,
                     *           "orderCount": 0,
                     *           "netRevenue": {
                     *             "amount": "0.00",
                     *             "currency": "CNY"
                     *           },
                     *           "netRevenue12Months": {
                     *             "amount": "0.00",
                     *             "currency": "CNY"
                     *           },
                     *           "idleSince": "2026-11-18T06:30:00.000Z",
                     *           "protected": false,
                     *           "custom": {},
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 3
                     *         }
                     *       ],
                     *       "counts": {
                     *         "overdue": 0,
                     *         "today": 0,
                     *         "upcoming": 1,
                     *         "withoutNextStep": 1
                     *       },
                     *       "recentlyViewed": [
                     *         {
                     *           "type": "customer",
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "title": "青岛海月智能装备有限公司",
                     *           "subtitle": "C000123",
                     *           "viewedAt": "2026-11-18T06:30:00.000Z"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["TodayView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    listUsers: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description Any part of a name, pinyin, initials, phone, e-mail or number; at most 100 characters. */
                q?: components["parameters"]["Search"];
                /** @description `exact` adds `total`. It costs far more than the page itself, and stops at 10,000 (`relation` is `gte` then). */
                count?: components["parameters"]["Count"];
                /** @description `only` lists the bin instead of what is in use. */
                deleted?: components["parameters"]["Deleted"];
                /**
                 * @description Fields in order, separated by commas, with a minus for descending; empty values come last. `name` when nothing is said. Sortable: `name`, `email`, `lastSignInAt`, `createdAt`.
                 * @example name
                 */
                sort?: string;
                /** @description `filter[field]=value` or `filter[field][operator]=value`; all must hold. Values of `in`, `nin` and `between` are separated by commas; `me` stands for you in fields that hold a user. `name`: eq ne in nin contains notContains startsWith endsWith; `email`: eq ne in nin contains notContains startsWith endsWith; `role`: eq ne in nin; `teamId`: eq ne in nin isEmpty; `teamName`: eq ne in nin contains notContains startsWith endsWith isEmpty; `active`: eq ne; `lastSignInAt`: eq ne in nin gt gte lt lte between within notWithin isEmpty; `createdAt`: eq ne in nin gt gte lt lte between within notWithin. */
                filter?: {
                    name?: components["schemas"]["FieldFilter"];
                    email?: components["schemas"]["FieldFilter"];
                    role?: components["schemas"]["FieldFilter"];
                    teamId?: components["schemas"]["FieldFilter"];
                    teamName?: components["schemas"]["FieldFilter"];
                    active?: components["schemas"]["FieldFilter"];
                    lastSignInAt?: components["schemas"]["FieldFilter"];
                    createdAt?: components["schemas"]["FieldFilter"];
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "name": "李明",
                     *           "email": "liming@crm.example",
                     *           "role": "sales",
                     *           "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *           "teamName": "华东一组",
                     *           "active": true,
                     *           "mustChangePassword": false,
                     *           "lastSignInAt": "2026-11-18T06:30:00.000Z",
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "version": 4
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["UserRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    addUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Who it is. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "李明",
                 *       "email": "liming@crm.example",
                 *       "role": "sales",
                 *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004"
                 *     }
                 */
                "application/json": components["schemas"]["UserInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "user": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "name": "李明",
                     *         "email": "liming@crm.example",
                     *         "role": "sales",
                     *         "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *         "teamName": "华东一组",
                     *         "active": true,
                     *         "mustChangePassword": true,
                     *         "lastSignInAt": null,
                     *         "createdAt": "2026-03-02T01:15:00.000Z",
                     *         "version": 1
                     *       },
                     *       "temporaryPassword": "Kp4xT-9mWqa-Hd7nY-3vRzc"
                     *     }
                     */
                    "application/json": components["schemas"]["NewUser"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    writeBatch: {
        parameters: {
            query?: never;
            header: {
                /** @description A text of your own, at most 255 characters; required here. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key": components["parameters"]["NeededIdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description What is written. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mode": "upsert",
                 *       "matchOn": "externalRef",
                 *       "items": [
                 *         {
                 *           "clientRef": "row-1",
                 *           "externalRefs": [
                 *             {
                 *               "system": "sap",
                 *               "id": "0000104711"
                 *             }
                 *           ],
                 *           "name": "青岛海月智能装备有限公司",
                 *           "status": "negotiating"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["BatchInput"];
            };
        };
        responses: {
            /** @description What came of each item, in order. */
            207: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    startBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description What is to be done. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "change",
                 *       "values": {
                 *         "status": "negotiating"
                 *       },
                 *       "where": {
                 *         "field": "industry",
                 *         "op": "eq",
                 *         "value": "machinery"
                 *       },
                 *       "expectedCount": 1200
                 *     }
                 */
                "application/json": components["schemas"]["BulkInput"];
            };
        };
        responses: {
            /** @description Begun. `Location` holds the address of the job. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    groupRecords: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description Of what, by what. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "where": {
                 *         "and": [
                 *           {
                 *             "field": "ownerId",
                 *             "op": "eq",
                 *             "value": "me"
                 *           },
                 *           {
                 *             "field": "lastContactAt",
                 *             "op": "notWithin",
                 *             "value": "last:30d"
                 *           }
                 *         ]
                 *       },
                 *       "by": "status",
                 *       "sum": [
                 *         "annualRevenue"
                 *       ],
                 *       "average": [
                 *         "rating"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["GroupsInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "key": "negotiating",
                     *           "label": {
                     *             "zh": "洽谈中",
                     *             "en": "Negotiating"
                     *           },
                     *           "count": 1,
                     *           "sums": {
                     *             "annualRevenue": [
                     *               {
                     *                 "amount": "128000000.00",
                     *                 "currency": "CNY"
                     *               }
                     *             ]
                     *           },
                     *           "averages": {
                     *             "rating": "4"
                     *           }
                     *         }
                     *       ],
                     *       "hasMore": false,
                     *       "total": {
                     *         "count": 1,
                     *         "sums": {
                     *           "annualRevenue": [
                     *             {
                     *               "amount": "128000000.00",
                     *               "currency": "CNY"
                     *             }
                     *           ]
                     *         },
                     *         "averages": {
                     *           "rating": "4"
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Groups"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getListSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entity": "customers",
                     *       "own": {
                     *         "columns": [
                     *           {
                     *             "key": "name",
                     *             "width": 240,
                     *             "frozen": true,
                     *             "hidden": false,
                     *             "footing": null
                     *           }
                     *         ],
                     *         "density": "regular",
                     *         "defaultView": "mine",
                     *         "pinned": [
                     *           "all",
                     *           "mine"
                     *         ]
                     *       },
                     *       "house": null
                     *     }
                     */
                    "application/json": components["schemas"]["ListSettingsAnswer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    setListSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description How you like it. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "columns": [
                 *         {
                 *           "key": "name",
                 *           "width": 240,
                 *           "frozen": true,
                 *           "hidden": false
                 *         }
                 *       ],
                 *       "density": "regular",
                 *       "defaultView": "mine",
                 *       "pinned": [
                 *         "all",
                 *         "mine"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ListSettingsInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entity": "customers",
                     *       "own": {
                     *         "columns": [
                     *           {
                     *             "key": "name",
                     *             "width": 240,
                     *             "frozen": true,
                     *             "hidden": false,
                     *             "footing": null
                     *           }
                     *         ],
                     *         "density": "regular",
                     *         "defaultView": "mine",
                     *         "pinned": [
                     *           "all",
                     *           "mine"
                     *         ]
                     *       },
                     *       "house": null
                     *     }
                     */
                    "application/json": components["schemas"]["ListSettingsAnswer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    searchRecords: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description What is searched for. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "where": {
                 *         "and": [
                 *           {
                 *             "field": "ownerId",
                 *             "op": "eq",
                 *             "value": "me"
                 *           },
                 *           {
                 *             "field": "lastContactAt",
                 *             "op": "notWithin",
                 *             "value": "last:30d"
                 *           },
                 *           {
                 *             "or": [
                 *               {
                 *                 "field": "status",
                 *                 "op": "in",
                 *                 "value": [
                 *                   "potential",
                 *                   "negotiating"
                 *                 ]
                 *               },
                 *               {
                 *                 "field": "contacts.title",
                 *                 "op": "contains",
                 *                 "value": "采购"
                 *               }
                 *             ]
                 *           }
                 *         ]
                 *       },
                 *       "sort": "-updatedAt",
                 *       "fields": [
                 *         "name",
                 *         "owner.name"
                 *       ],
                 *       "limit": 20
                 *     }
                 */
                "application/json": components["schemas"]["SearchInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "version": 3,
                     *           "name": "青岛海月智能装备有限公司",
                     *           "owner": {
                     *             "name": "李明"
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["AnyRecordPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listViews: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0030",
                     *           "entity": "customers",
                     *           "name": "要联系的客户",
                     *           "where": {
                     *             "and": [
                     *               {
                     *                 "field": "ownerId",
                     *                 "op": "eq",
                     *                 "value": "me"
                     *               },
                     *               {
                     *                 "field": "lastContactAt",
                     *                 "op": "notWithin",
                     *                 "value": "last:30d"
                     *               }
                     *             ]
                     *           },
                     *           "filterText": {
                     *             "zh": "负责人是我 且 30 天未跟进",
                     *             "en": "Owner is me and no contact for 30 days"
                     *           },
                     *           "q": null,
                     *           "sort": "-rating,name",
                     *           "columns": [
                     *             {
                     *               "key": "name",
                     *               "width": 240,
                     *               "frozen": true,
                     *               "hidden": false,
                     *               "footing": null
                     *             }
                     *           ],
                     *           "layout": "board",
                     *           "layoutField": "status",
                     *           "density": "compact",
                     *           "sharedWith": "team",
                     *           "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *           "role": null,
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "gone": [],
                     *           "can": {
                     *             "update": true,
                     *             "delete": true
                     *           },
                     *           "createdAt": "2026-03-02T01:15:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["SavedViewRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addView: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description The view. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "要联系的客户",
                 *       "where": {
                 *         "and": [
                 *           {
                 *             "field": "ownerId",
                 *             "op": "eq",
                 *             "value": "me"
                 *           },
                 *           {
                 *             "field": "lastContactAt",
                 *             "op": "notWithin",
                 *             "value": "last:30d"
                 *           }
                 *         ]
                 *       },
                 *       "sort": "-rating,name",
                 *       "columns": [
                 *         {
                 *           "key": "name",
                 *           "width": 240,
                 *           "frozen": true,
                 *           "hidden": false
                 *         }
                 *       ],
                 *       "layout": "board",
                 *       "layoutField": "status",
                 *       "density": "compact",
                 *       "sharedWith": "team"
                 *     }
                 */
                "application/json": components["schemas"]["SavedViewInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0030",
                     *       "entity": "customers",
                     *       "name": "要联系的客户",
                     *       "where": {
                     *         "and": [
                     *           {
                     *             "field": "ownerId",
                     *             "op": "eq",
                     *             "value": "me"
                     *           },
                     *           {
                     *             "field": "lastContactAt",
                     *             "op": "notWithin",
                     *             "value": "last:30d"
                     *           }
                     *         ]
                     *       },
                     *       "filterText": {
                     *         "zh": "负责人是我 且 30 天未跟进",
                     *         "en": "Owner is me and no contact for 30 days"
                     *       },
                     *       "q": null,
                     *       "sort": "-rating,name",
                     *       "columns": [
                     *         {
                     *           "key": "name",
                     *           "width": 240,
                     *           "frozen": true,
                     *           "hidden": false,
                     *           "footing": null
                     *         }
                     *       ],
                     *       "layout": "board",
                     *       "layoutField": "status",
                     *       "density": "compact",
                     *       "sharedWith": "team",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "role": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "gone": [],
                     *       "can": {
                     *         "update": true,
                     *         "delete": true
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SavedViewRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Who signs in. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "liming@crm.example",
                 *       "password": "correct horse battery staple"
                 *     }
                 */
                "application/json": components["schemas"]["LoginInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl",
                     *       "expiresIn": 600,
                     *       "user": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "name": "李明",
                     *         "email": "liming@crm.example",
                     *         "role": "sales",
                     *         "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *         "teamName": "华东一组",
                     *         "permissions": [
                     *           "customers.read",
                     *           "customers.write"
                     *         ],
                     *         "mustChangePassword": false,
                     *         "timeZone": "Asia/Shanghai"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuthResult"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            429: components["responses"]["429"];
            500: components["responses"]["500"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getMe: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "name": "李明",
                     *       "email": "liming@crm.example",
                     *       "role": "sales",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "teamName": "华东一组",
                     *       "permissions": [
                     *         "customers.read",
                     *         "customers.write"
                     *       ],
                     *       "mustChangePassword": false,
                     *       "timeZone": "Asia/Shanghai"
                     *     }
                     */
                    "application/json": components["schemas"]["Me"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The old and the new password. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "correct horse battery staple",
                 *       "newPassword": "四月的海边有七只白鸥在飞翔呢哈"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl",
                     *       "expiresIn": 600,
                     *       "user": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "name": "李明",
                     *         "email": "liming@crm.example",
                     *         "role": "sales",
                     *         "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *         "teamName": "华东一组",
                     *         "permissions": [
                     *           "customers.read",
                     *           "customers.write"
                     *         ],
                     *         "mustChangePassword": false,
                     *         "timeZone": "Asia/Shanghai"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuthResult"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "accessToken": "eyJhbGciOiJIUzI1NiIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIuLi4ifQ.c2lnbmF0dXJl",
                     *       "expiresIn": 600,
                     *       "user": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "name": "李明",
                     *         "email": "liming@crm.example",
                     *         "role": "sales",
                     *         "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *         "teamName": "华东一组",
                     *         "permissions": [
                     *           "customers.read",
                     *           "customers.write"
                     *         ],
                     *         "mustChangePassword": false,
                     *         "timeZone": "Asia/Shanghai"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["AuthResult"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getChange: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the change. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "entity": "customers",
                     *       "recordId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "version": 3,
                     *       "verb": "changed",
                     *       "at": "2026-11-18T06:30:00.000Z",
                     *       "userId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "userName": "李明",
                     *       "source": "form",
                     *       "reference": null,
                     *       "row": null,
                     *       "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7",
                     *       "fields": [
                     *         {
                     *           "field": "status",
                     *           "before": "potential",
                     *           "after": "negotiating"
                     *         },
                     *         {
                     *           "field": "rating",
                     *           "before": null,
                     *           "after": 4
                     *         }
                     *       ],
                     *       "can": {
                     *         "undo": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getCodeList: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the list, for example `industry`. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "industry",
                     *       "labelZh": "行业",
                     *       "labelEn": "Industry",
                     *       "items": [
                     *         {
                     *           "code": "machinery",
                     *           "labelZh": "机械设备制造",
                     *           "labelEn": "Machinery",
                     *           "position": 40,
                     *           "active": true,
                     *           "version": 1
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CodeListRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getCompetitor: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the competitor. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01930a6e-7d2c-7c5e-9f00-000000000011",
                     *       "name": "名称",
                     *       "threatLevel": null,
                     *       "website": "https://www.example.com",
                     *       "country": "国家/地区",
                     *       "marketShare": 12.5,
                     *       "mainProducts": "主要产品",
                     *       "strengths": "优势",
                     *       "weaknesses": "劣势",
                     *       "ownerId": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "notes": "备注",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "ownerName": "李明",
                     *       "createdBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "createdByName": "李明",
                     *       "updatedBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "updatedByName": "李明",
                     *       "custom": {},
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteCompetitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the competitor. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeCompetitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the competitor. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "threatLevel": null,
                 *       "website": "https://www.example.com"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CompetitorPatch"];
                /**
                 * @example {
                 *       "threatLevel": null,
                 *       "website": "https://www.example.com"
                 *     }
                 */
                "application/json": components["schemas"]["CompetitorPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01930a6e-7d2c-7c5e-9f00-000000000011",
                     *       "name": "名称",
                     *       "threatLevel": null,
                     *       "website": "https://www.example.com",
                     *       "country": "国家/地区",
                     *       "marketShare": 12.5,
                     *       "mainProducts": "主要产品",
                     *       "strengths": "优势",
                     *       "weaknesses": "劣势",
                     *       "ownerId": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "notes": "备注",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "ownerName": "李明",
                     *       "createdBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "createdByName": "李明",
                     *       "updatedBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "updatedByName": "李明",
                     *       "custom": {},
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getContact: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "name": "王海燕",
                     *       "englishName": null,
                     *       "salutation": "ms",
                     *       "gender": "female",
                     *       "birthday": null,
                     *       "phones": [
                     *         {
                     *           "label": "mobile",
                     *           "number": "138 0532 6688",
                     *           "isPrimary": true,
                     *           "e164": "+8613805326688"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "wang.hy@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "wang.hy@haiyue.example"
                     *         }
                     *       ],
                     *       "wechat": "haiyan_wang",
                     *       "description": null,
                     *       "preferences": [],
                     *       "doNotContact": [],
                     *       "tags": [],
                     *       "customers": [
                     *         {
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "role": "decision_maker",
                     *           "title": "采购总监",
                     *           "department": "采购部",
                     *           "isPrimary": true,
                     *           "leftOn": null
                     *         }
                     *       ],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 2,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "wechat": "haiyan_wang",
                 *       "birthday": "1985-09-12"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ContactPatch"];
                /**
                 * @example {
                 *       "wechat": "haiyan_wang",
                 *       "birthday": "1985-09-12"
                 *     }
                 */
                "application/json": components["schemas"]["ContactPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "name": "王海燕",
                     *       "englishName": null,
                     *       "salutation": "ms",
                     *       "gender": "female",
                     *       "birthday": null,
                     *       "phones": [
                     *         {
                     *           "label": "mobile",
                     *           "number": "138 0532 6688",
                     *           "isPrimary": true,
                     *           "e164": "+8613805326688"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "wang.hy@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "wang.hy@haiyue.example"
                     *         }
                     *       ],
                     *       "wechat": "haiyan_wang",
                     *       "description": null,
                     *       "preferences": [],
                     *       "doNotContact": [],
                     *       "tags": [],
                     *       "customers": [
                     *         {
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "role": "decision_maker",
                     *           "title": "采购总监",
                     *           "department": "采购部",
                     *           "isPrimary": true,
                     *           "leftOn": null
                     *         }
                     *       ],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 2,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getCustomer: {
        parameters: {
            query?: {
                /** @description What to add, separated by commas: `owner`, `parent`, `contacts`, `addresses`, `taxProfiles`. */
                expand?: string;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "number": "C000123",
                     *       "kind": "company",
                     *       "name": "青岛海月智能装备有限公司",
                     *       "shortName": "海月智能",
                     *       "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *       "industry": "machinery",
                     *       "source": "trade_show",
                     *       "size": "100-299",
                     *       "status": "negotiating",
                     *       "rating": 4,
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "addressLine1": "松岭路 88 号",
                     *       "addressLine2": "海月科技园 3 号楼",
                     *       "postalCode": "266100",
                     *       "website": "https://www.haiyue.example",
                     *       "phones": [
                     *         {
                     *           "label": "office",
                     *           "number": "0532-8889 6600",
                     *           "isPrimary": true,
                     *           "e164": "+8653288896600"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "sales@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "sales@haiyue.example"
                     *         }
                     *       ],
                     *       "annualRevenue": {
                     *         "amount": "128000000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "foundedOn": "2012-05-18",
                     *       "birthday": null,
                     *       "creditCode": "91370212MA3C8TQ15J",
                     *       "description": "计划明年上半年更换两条装配线。",
                     *       "preferences": [
                     *         {
                     *           "topic": "contact_time",
                     *           "value": "上午 10 点以后再打电话",
                     *           "source": "stated",
                     *           "asOf": "2026-03-02"
                     *         }
                     *       ],
                     *       "doNotContact": [
                     *         "sms"
                     *       ],
                     *       "tags": [
                     *         "重点客户"
                     *       ],
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *       "tier": null,
                     *       "tierSince": null,
                     *       "tierIsManual": false,
                     *       "tierUntil": null,
                     *       "rfmRecency": null,
                     *       "rfmFrequency": null,
                     *       "rfmMonetary": null,
                     *       "valueClass": null,
                     *       "lastOrderOn": null,
                     *       "orderCount": 0,
                     *       "netRevenue": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "firstOrderOn": null,
                     *       "orderCount12Months": 0,
                     *       "returnCount": 0,
                     *       "returned": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": null,
                     *       "medianOrderGap": null,
                     *       "favouriteCategoryId": null,
                     *       "favouriteCategoryName": null,
                     *       "paid": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": null,
                     *       "lateShare": null,
                     *       "idleSince": "2026-11-18T06:30:00.000Z",
                     *       "protected": false,
                     *       "pooledAt": null,
                     *       "poolReason": null,
                     *       "poolNote": null,
                     *       "lastOwnerId": null,
                     *       "custom": {
                     *         "channelTier": "gold"
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false,
                     *         "assign": false
                     *       },
                     *       "owner": null,
                     *       "parent": null,
                     *       "contacts": null,
                     *       "addresses": null,
                     *       "taxProfiles": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "negotiating",
                 *       "rating": 4,
                 *       "website": null
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CustomerPatch"];
                /**
                 * @example {
                 *       "status": "negotiating",
                 *       "rating": 4,
                 *       "website": null
                 *     }
                 */
                "application/json": components["schemas"]["CustomerPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "number": "C000123",
                     *       "kind": "company",
                     *       "name": "青岛海月智能装备有限公司",
                     *       "shortName": "海月智能",
                     *       "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *       "industry": "machinery",
                     *       "source": "trade_show",
                     *       "size": "100-299",
                     *       "status": "negotiating",
                     *       "rating": 4,
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "addressLine1": "松岭路 88 号",
                     *       "addressLine2": "海月科技园 3 号楼",
                     *       "postalCode": "266100",
                     *       "website": "https://www.haiyue.example",
                     *       "phones": [
                     *         {
                     *           "label": "office",
                     *           "number": "0532-8889 6600",
                     *           "isPrimary": true,
                     *           "e164": "+8653288896600"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "sales@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "sales@haiyue.example"
                     *         }
                     *       ],
                     *       "annualRevenue": {
                     *         "amount": "128000000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "foundedOn": "2012-05-18",
                     *       "birthday": null,
                     *       "creditCode": "91370212MA3C8TQ15J",
                     *       "description": "计划明年上半年更换两条装配线。",
                     *       "preferences": [
                     *         {
                     *           "topic": "contact_time",
                     *           "value": "上午 10 点以后再打电话",
                     *           "source": "stated",
                     *           "asOf": "2026-03-02"
                     *         }
                     *       ],
                     *       "doNotContact": [
                     *         "sms"
                     *       ],
                     *       "tags": [
                     *         "重点客户"
                     *       ],
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *       "tier": null,
                     *       "tierSince": null,
                     *       "tierIsManual": false,
                     *       "tierUntil": null,
                     *       "rfmRecency": null,
                     *       "rfmFrequency": null,
                     *       "rfmMonetary": null,
                     *       "valueClass": null,
                     *       "lastOrderOn": null,
                     *       "orderCount": 0,
                     *       "netRevenue": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "firstOrderOn": null,
                     *       "orderCount12Months": 0,
                     *       "returnCount": 0,
                     *       "returned": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": null,
                     *       "medianOrderGap": null,
                     *       "favouriteCategoryId": null,
                     *       "favouriteCategoryName": null,
                     *       "paid": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": null,
                     *       "lateShare": null,
                     *       "idleSince": "2026-11-18T06:30:00.000Z",
                     *       "protected": false,
                     *       "pooledAt": null,
                     *       "poolReason": null,
                     *       "poolNote": null,
                     *       "lastOwnerId": null,
                     *       "custom": {
                     *         "channelTier": "gold"
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false,
                     *         "assign": false
                     *       },
                     *       "owner": null,
                     *       "parent": null,
                     *       "contacts": null,
                     *       "addresses": null,
                     *       "taxProfiles": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0010",
                     *       "name": "海月智能-装配线报价.pdf",
                     *       "contentType": "application/pdf",
                     *       "size": 482133,
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "interactionId": null,
                     *       "uploadedAt": "2026-11-18T06:30:00.000Z",
                     *       "uploadedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FileRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "dueAt": null,
                 *       "dueOn": "2026-11-27"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["FollowUpPatch"];
                /**
                 * @example {
                 *       "dueAt": null,
                 *       "dueOn": "2026-11-27"
                 *     }
                 */
                "application/json": components["schemas"]["FollowUpPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    previewImport: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file; leave it out to use one that was sent before.
                     */
                    file?: string;
                    /**
                     * Format: uuid
                     * @description The file that was sent before, from the preview.
                     */
                    uploadId?: string;
                    /** @description Kind of record: `customers`, `contacts`, `interactions`, `follow-ups` and so on. */
                    entity?: string;
                    /** @description Encoding, for example `gb18030`; seen from the bytes when nothing is said. */
                    encoding?: string;
                    /** @description What stands between two values; a tab is `\t`; seen from the lines when nothing is said. */
                    separator?: string;
                    /** @description What stands around values; seen from the lines when nothing is said. */
                    quote?: string;
                    /**
                     * Format: int32
                     * @description The line that names the columns, 0 for none; seen from the lines when nothing is said.
                     */
                    headerRow?: number;
                    /** @description Name of the sheet; the first one with rows when nothing is said. */
                    sheet?: string;
                };
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "uploadId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0020",
                     *       "expiresAt": "2026-11-25T02:00:00.000Z",
                     *       "fileName": "客户.csv",
                     *       "layout": {
                     *         "format": "csv",
                     *         "encoding": "gb18030",
                     *         "separator": ",",
                     *         "quote": "\"",
                     *         "sheet": null,
                     *         "sheets": [],
                     *         "isProven": false,
                     *         "namesColumns": false
                     *       },
                     *       "headerRow": 1,
                     *       "rows": 2,
                     *       "shortRows": 0,
                     *       "wideRows": 0,
                     *       "unreadableRows": 0,
                     *       "columns": [
                     *         {
                     *           "name": "客户名称",
                     *           "filled": 2,
                     *           "samples": [
                     *             "青岛海月智能装备有限公司"
                     *           ],
                     *           "field": "name",
                     *           "confidence": 1,
                     *           "dayFormats": [],
                     *           "unknownValues": [],
                     *           "newField": null
                     *         },
                     *         {
                     *           "name": "成立日期",
                     *           "filled": 2,
                     *           "samples": [
                     *             "05/03/2004"
                     *           ],
                     *           "field": "foundedOn",
                     *           "confidence": 1,
                     *           "dayFormats": [
                     *             {
                     *               "format": "month_day_year",
                     *               "text": "05/03/2004",
                     *               "day": "2004-05-03"
                     *             }
                     *           ],
                     *           "unknownValues": [],
                     *           "newField": null
                     *         }
                     *       ],
                     *       "mapping": {
                     *         "columns": [
                     *           {
                     *             "column": "客户名称",
                     *             "field": "name",
                     *             "newField": null,
                     *             "dayFormat": null,
                     *             "currency": null,
                     *             "by": null,
                     *             "values": null,
                     *             "addValues": null
                     *           },
                     *           {
                     *             "column": "成立日期",
                     *             "field": "foundedOn",
                     *             "newField": null,
                     *             "dayFormat": "month_day_year",
                     *             "currency": null,
                     *             "by": null,
                     *             "values": null,
                     *             "addValues": null
                     *           }
                     *         ],
                     *         "defaults": null,
                     *         "emptyCells": "keep",
                     *         "duplicates": "skip",
                     *         "addMissingCodes": false,
                     *         "createCustomers": false,
                     *         "timeZone": null
                     *       },
                     *       "remembered": false,
                     *       "targets": [
                     *         {
                     *           "key": "name",
                     *           "labelZh": "客户名称",
                     *           "labelEn": "Name",
                     *           "type": "text",
                     *           "onlyFinds": false,
                     *           "takesSeveral": false,
                     *           "required": true,
                     *           "codeList": null,
                     *           "options": []
                     *         },
                     *         {
                     *           "key": "foundedOn",
                     *           "labelZh": "成立日期",
                     *           "labelEn": "Founded on",
                     *           "type": "date",
                     *           "onlyFinds": false,
                     *           "takesSeveral": false,
                     *           "required": false,
                     *           "codeList": null,
                     *           "options": []
                     *         }
                     *       ],
                     *       "matchKeys": [
                     *         "id",
                     *         "number",
                     *         "name",
                     *         "creditCode"
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ImportPreview"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getImportTemplate: {
        parameters: {
            query?: {
                /** @description Kind of record: `customers`, `contacts` and so on. */
                entity?: string;
                /** @description `xlsx` or `csv`; `xlsx` when nothing is said. */
                format?: string;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getInteraction: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contacts": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕"
                     *         }
                     *       ],
                     *       "channel": "call",
                     *       "direction": "outbound",
                     *       "subject": "确认报价明细",
                     *       "body": "对价格基本认可，希望交期提前两周。",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "durationMinutes": 18,
                     *       "participants": [],
                     *       "outcome": "interested",
                     *       "files": [],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": true,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InteractionDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteInteraction: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    correctInteraction: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "durationMinutes": 25
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["InteractionPatch"];
                /**
                 * @example {
                 *       "durationMinutes": 25
                 *     }
                 */
                "application/json": components["schemas"]["InteractionPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contacts": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕"
                     *         }
                     *       ],
                     *       "channel": "call",
                     *       "direction": "outbound",
                     *       "subject": "确认报价明细",
                     *       "body": "对价格基本认可，希望交期提前两周。",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "durationMinutes": 18,
                     *       "participants": [],
                     *       "outcome": "interested",
                     *       "files": [],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": true,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InteractionDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "kind": "bulk",
                     *       "title": "修改 1,200 个客户",
                     *       "entity": "customers",
                     *       "status": "running",
                     *       "progress": {
                     *         "done": 400,
                     *         "total": 1200,
                     *         "failed": 3
                     *       },
                     *       "result": {
                     *         "changed": 390,
                     *         "unchanged": 7,
                     *         "skipped": 3
                     *       },
                     *       "error": null,
                     *       "links": {
                     *         "self": "/api/v1/jobs/019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *         "file": null,
                     *         "errors": null,
                     *         "undo": null
                     *       },
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "endedAt": null,
                     *       "fileName": null,
                     *       "filesUntil": null,
                     *       "undoUntil": null,
                     *       "undoneBy": null
                     *     }
                     */
                    "application/json": components["schemas"]["JobRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    followJobs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["JobEvent"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getMeta: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entity": "customers",
                     *       "labelZh": "客户",
                     *       "labelEn": "Customers",
                     *       "defaultSort": "-updatedAt",
                     *       "fields": [
                     *         {
                     *           "key": "status",
                     *           "type": "code",
                     *           "labelZh": "客户状态",
                     *           "labelEn": "Status",
                     *           "required": false,
                     *           "readOnly": false,
                     *           "sortable": true,
                     *           "filterable": true,
                     *           "searchable": false,
                     *           "bulkEditable": false,
                     *           "operators": [
                     *             "eq",
                     *             "ne",
                     *             "in",
                     *             "nin",
                     *             "isEmpty"
                     *           ],
                     *           "codeList": "customer_status",
                     *           "choices": [],
                     *           "maxLength": null,
                     *           "relatesTo": null,
                     *           "unique": false,
                     *           "matchable": false,
                     *           "importable": false,
                     *           "custom": false,
                     *           "personalData": "none",
                     *           "options": [],
                     *           "helpZh": null,
                     *           "helpEn": null,
                     *           "sectionZh": null,
                     *           "sectionEn": null,
                     *           "order": 0,
                     *           "defaultValue": null,
                     *           "min": null,
                     *           "max": null,
                     *           "pattern": null
                     *         }
                     *       ],
                     *       "related": [
                     *         {
                     *           "key": "owner.teamId",
                     *           "type": "relation",
                     *           "labelZh": "负责人的团队",
                     *           "labelEn": "Owner: Team",
                     *           "required": false,
                     *           "readOnly": false,
                     *           "sortable": false,
                     *           "filterable": true,
                     *           "searchable": false,
                     *           "bulkEditable": false,
                     *           "operators": [
                     *             "eq",
                     *             "ne",
                     *             "in",
                     *             "nin",
                     *             "isEmpty"
                     *           ],
                     *           "codeList": null,
                     *           "choices": [],
                     *           "maxLength": null,
                     *           "relatesTo": "teams",
                     *           "unique": false,
                     *           "matchable": false,
                     *           "importable": false,
                     *           "custom": false,
                     *           "personalData": "none",
                     *           "options": [],
                     *           "helpZh": null,
                     *           "helpEn": null,
                     *           "sectionZh": null,
                     *           "sectionEn": null,
                     *           "order": 0,
                     *           "defaultValue": null,
                     *           "min": null,
                     *           "max": null,
                     *           "pattern": null
                     *         }
                     *       ],
                     *       "periods": [
                     *         "today",
                     *         "yesterday",
                     *         "tomorrow",
                     *         "lastWeek",
                     *         "lastMonth",
                     *         "lastQuarter",
                     *         "lastYear",
                     *         "thisWeek",
                     *         "thisMonth",
                     *         "thisQuarter",
                     *         "thisYear",
                     *         "nextWeek",
                     *         "nextMonth",
                     *         "nextQuarter",
                     *         "nextYear",
                     *         "past",
                     *         "future"
                     *       ],
                     *       "customizable": false,
                     *       "rules": []
                     *     }
                     */
                    "application/json": components["schemas"]["EntityMeta"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    readAllNotifications: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getNotificationSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mail": true
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationChoiceInput"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    chooseNotifications: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description How. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "mail": true
                 *     }
                 */
                "application/json": components["schemas"]["NotificationChoiceInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "mail": true
                     *     }
                     */
                    "application/json": components["schemas"]["NotificationChoiceInput"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getOrder: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "status": "shipped",
                 *       "wantedOn": "2026-12-10"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["OrderPatch"];
                /**
                 * @example {
                 *       "status": "shipped",
                 *       "wantedOn": "2026-12-10"
                 *     }
                 */
                "application/json": components["schemas"]["OrderPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    summarizeOrders: {
        parameters: {
            query?: {
                /** @description `month`, also when nothing is said. */
                groupBy?: string;
                /** @description Only this customer. */
                customerId?: string;
                /** @description Only from this day on. */
                from?: string;
                /** @description Only up to this day. */
                to?: string;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "month": "2026-11",
                     *           "orders": 1,
                     *           "grossRevenue": "169434",
                     *           "returns": "86000",
                     *           "netRevenue": "83434"
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["TradeMonthPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the payment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0044",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "paidOn": "2026-11-27",
                     *       "dueOn": "2026-11-30",
                     *       "amount": {
                     *         "amount": "50000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "rate": "1",
                     *       "method": "bank_transfer",
                     *       "reference": "20261127-0091",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deletePayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the payment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    correctPayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the payment. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reference": "20261127-0092"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["PaymentPatch"];
                /**
                 * @example {
                 *       "reference": "20261127-0092"
                 *     }
                 */
                "application/json": components["schemas"]["PaymentPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0044",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "paidOn": "2026-11-27",
                     *       "dueOn": "2026-11-30",
                     *       "amount": {
                     *         "amount": "50000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "rate": "1",
                     *       "method": "bank_transfer",
                     *       "reference": "20261127-0091",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    claimCustomers: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description Which customers. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "ids": [
                 *         "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ClaimInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "claimed": 1,
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "claimed": true,
                     *           "code": null,
                     *           "detail": null
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ClaimResult"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getPoolSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "claimLimit": 200,
                     *       "cooldownDays": 7,
                     *       "recoverAfterDays": 60,
                     *       "warningDays": 7,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PoolSettingsRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            500: components["responses"]["500"];
        };
    };
    setPoolSettings: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The rules. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "claimLimit": 200,
                 *       "cooldownDays": 7,
                 *       "recoverAfterDays": 60,
                 *       "warningDays": 7
                 *     }
                 */
                "application/json": components["schemas"]["PoolSettingsInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "claimLimit": 200,
                     *       "cooldownDays": 7,
                     *       "recoverAfterDays": 60,
                     *       "warningDays": 7,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PoolSettingsRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getProductCategory: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the category. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "name": "机器人",
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProductCategoryRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteProductCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the category. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeProductCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the category. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "工业机器人"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ProductCategoryPatch"];
                /**
                 * @example {
                 *       "name": "工业机器人"
                 *     }
                 */
                "application/json": components["schemas"]["ProductCategoryPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "name": "机器人",
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProductCategoryRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getProduct: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the product. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *       "code": "HL-200",
                     *       "name": "协作机器人 HL-200",
                     *       "unit": "台",
                     *       "categoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "categoryName": "机器人",
                     *       "price": {
                     *         "amount": "86000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "active": true,
                     *       "description": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the product. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the product. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "price": {
                 *         "amount": "88000",
                 *         "currency": "CNY"
                 *       }
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["ProductPatch"];
                /**
                 * @example {
                 *       "price": {
                 *         "amount": "88000",
                 *         "currency": "CNY"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["ProductPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *       "code": "HL-200",
                     *       "name": "协作机器人 HL-200",
                     *       "unit": "台",
                     *       "categoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "categoryName": "机器人",
                     *       "price": {
                     *         "amount": "86000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "active": true,
                     *       "description": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getReturn: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the return. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "86000",
                     *       "tax": "11180",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "1",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "86000",
                     *           "tax": "11180"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0043",
                     *       "number": "R000002",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "returnedAt": "2026-11-25T02:00:00.000Z",
                     *       "returnedOn": "2026-11-25",
                     *       "reason": "defect",
                     *       "total": {
                     *         "amount": "97180.00",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "86000",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SalesReturnDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    deleteReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the return. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the return. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "damaged"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["SalesReturnPatch"];
                /**
                 * @example {
                 *       "reason": "damaged"
                 *     }
                 */
                "application/json": components["schemas"]["SalesReturnPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "86000",
                     *       "tax": "11180",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "1",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "86000",
                     *           "tax": "11180"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0043",
                     *       "number": "R000002",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "returnedAt": "2026-11-25T02:00:00.000Z",
                     *       "returnedOn": "2026-11-25",
                     *       "reason": "defect",
                     *       "total": {
                     *         "amount": "97180.00",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "86000",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SalesReturnDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    deleteTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the tag. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeTag: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the tag. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "color": "orange"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TagPatch"];
                /**
                 * @example {
                 *       "color": "orange"
                 *     }
                 */
                "application/json": components["schemas"]["TagPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0011",
                     *       "name": "重点客户",
                     *       "color": "red",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TagRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getUser: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "name": "李明",
                     *       "email": "liming@crm.example",
                     *       "role": "sales",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "teamName": "华东一组",
                     *       "active": true,
                     *       "mustChangePassword": false,
                     *       "lastSignInAt": "2026-11-18T06:30:00.000Z",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["UserRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    changeUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "role": "sales_manager"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["UserPatch"];
                /**
                 * @example {
                 *       "role": "sales_manager"
                 *     }
                 */
                "application/json": components["schemas"]["UserPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "name": "李明",
                     *       "email": "liming@crm.example",
                     *       "role": "sales",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "teamName": "华东一组",
                     *       "active": true,
                     *       "mustChangePassword": false,
                     *       "lastSignInAt": "2026-11-18T06:30:00.000Z",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["UserRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getExternalRefs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "externalRefs": [
                     *         {
                     *           "system": "sap",
                     *           "id": "0000104711"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalRefsInput"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    writeExternalRefs: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What they call it. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "externalRefs": [
                 *         {
                 *           "system": "sap",
                 *           "id": "0000104711"
                 *         }
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ExternalRefsInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "externalRefs": [
                     *         {
                     *           "system": "sap",
                     *           "id": "0000104711"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExternalRefsInput"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getHistory: {
        parameters: {
            query?: {
                /** @description Only changes of this field, by its key: `ownerId`, or `custom.` and the key of an added one. */
                field?: string;
                /** @description Changes of a page, 1 to 200; 50 when nothing is said. */
                limit?: number;
                /** @description Where to go on: `page.next` of the page before. Good only for the same record and field. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Kind of record: `customers`, `contacts`, `interactions`, `follow-ups`. */
                entity: string;
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *           "entity": "customers",
                     *           "recordId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "version": 3,
                     *           "verb": "changed",
                     *           "at": "2026-11-18T06:30:00.000Z",
                     *           "userId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "userName": "李明",
                     *           "source": "form",
                     *           "reference": null,
                     *           "row": null,
                     *           "requestId": "req_019abf3c2e4d7c31b6f0a4f2d1c0e9b7",
                     *           "fields": [
                     *             {
                     *               "field": "status",
                     *               "before": "potential",
                     *               "after": "negotiating"
                     *             },
                     *             {
                     *               "field": "rating",
                     *               "before": null,
                     *               "after": 4
                     *             }
                     *           ],
                     *           "can": {
                     *             "undo": true
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["ChangeRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    previewBulk: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description What is to be done. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "change",
                 *       "values": {
                 *         "status": "negotiating"
                 *       },
                 *       "where": {
                 *         "field": "industry",
                 *         "op": "eq",
                 *         "value": "machinery"
                 *       },
                 *       "expectedCount": 1200
                 *     }
                 */
                "application/json": components["schemas"]["BulkInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "matching": 1200,
                     *       "checked": 200,
                     *       "changed": 195,
                     *       "unchanged": 3,
                     *       "skipped": [
                     *         {
                     *           "code": "permission_missing",
                     *           "field": null,
                     *           "count": 2
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["BulkPreview"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    describeFilter: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description The filter. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "where": {
                 *         "and": [
                 *           {
                 *             "field": "ownerId",
                 *             "op": "eq",
                 *             "value": "me"
                 *           },
                 *           {
                 *             "field": "lastContactAt",
                 *             "op": "notWithin",
                 *             "value": "last:30d"
                 *           }
                 *         ]
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["FilterInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "zh": "负责人是我 且 30 天未跟进",
                     *       "en": "Owner is me and no contact for 30 days"
                     *     }
                     */
                    "application/json": components["schemas"]["FilterText"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    setHouseListSettings: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description How they look. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "columns": [
                 *         {
                 *           "key": "name",
                 *           "width": 240,
                 *           "frozen": true,
                 *           "hidden": false
                 *         }
                 *       ],
                 *       "density": "regular",
                 *       "defaultView": "mine",
                 *       "pinned": [
                 *         "all",
                 *         "mine"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["ListSettingsInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entity": "customers",
                     *       "own": {
                     *         "columns": [
                     *           {
                     *             "key": "name",
                     *             "width": 240,
                     *             "frozen": true,
                     *             "hidden": false,
                     *             "footing": null
                     *           }
                     *         ],
                     *         "density": "regular",
                     *         "defaultView": "mine",
                     *         "pinned": [
                     *           "all",
                     *           "mine"
                     *         ]
                     *       },
                     *       "house": null
                     *     }
                     */
                    "application/json": components["schemas"]["ListSettingsAnswer"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
                /** @description Id of the view. */
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0030",
                     *       "entity": "customers",
                     *       "name": "要联系的客户",
                     *       "where": {
                     *         "and": [
                     *           {
                     *             "field": "ownerId",
                     *             "op": "eq",
                     *             "value": "me"
                     *           },
                     *           {
                     *             "field": "lastContactAt",
                     *             "op": "notWithin",
                     *             "value": "last:30d"
                     *           }
                     *         ]
                     *       },
                     *       "filterText": {
                     *         "zh": "负责人是我 且 30 天未跟进",
                     *         "en": "Owner is me and no contact for 30 days"
                     *       },
                     *       "q": null,
                     *       "sort": "-rating,name",
                     *       "columns": [
                     *         {
                     *           "key": "name",
                     *           "width": 240,
                     *           "frozen": true,
                     *           "hidden": false,
                     *           "footing": null
                     *         }
                     *       ],
                     *       "layout": "board",
                     *       "layoutField": "status",
                     *       "density": "compact",
                     *       "sharedWith": "team",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "role": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "gone": [],
                     *       "can": {
                     *         "update": true,
                     *         "delete": true
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SavedViewRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    replaceView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
                /** @description Id of the view. */
                viewId: string;
            };
            cookie?: never;
        };
        /** @description The view. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "要联系的客户",
                 *       "where": {
                 *         "and": [
                 *           {
                 *             "field": "ownerId",
                 *             "op": "eq",
                 *             "value": "me"
                 *           },
                 *           {
                 *             "field": "lastContactAt",
                 *             "op": "notWithin",
                 *             "value": "last:30d"
                 *           }
                 *         ]
                 *       },
                 *       "sort": "-rating,name",
                 *       "columns": [
                 *         {
                 *           "key": "name",
                 *           "width": 240,
                 *           "frozen": true,
                 *           "hidden": false
                 *         }
                 *       ],
                 *       "layout": "board",
                 *       "layoutField": "status",
                 *       "density": "compact",
                 *       "sharedWith": "team"
                 *     }
                 */
                "application/json": components["schemas"]["SavedViewInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0030",
                     *       "entity": "customers",
                     *       "name": "要联系的客户",
                     *       "where": {
                     *         "and": [
                     *           {
                     *             "field": "ownerId",
                     *             "op": "eq",
                     *             "value": "me"
                     *           },
                     *           {
                     *             "field": "lastContactAt",
                     *             "op": "notWithin",
                     *             "value": "last:30d"
                     *           }
                     *         ]
                     *       },
                     *       "filterText": {
                     *         "zh": "负责人是我 且 30 天未跟进",
                     *         "en": "Owner is me and no contact for 30 days"
                     *       },
                     *       "q": null,
                     *       "sort": "-rating,name",
                     *       "columns": [
                     *         {
                     *           "key": "name",
                     *           "width": 240,
                     *           "frozen": true,
                     *           "hidden": false,
                     *           "footing": null
                     *         }
                     *       ],
                     *       "layout": "board",
                     *       "layoutField": "status",
                     *       "density": "compact",
                     *       "sharedWith": "team",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "role": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "gone": [],
                     *       "can": {
                     *         "update": true,
                     *         "delete": true
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SavedViewRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    deleteView: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind, for example `customers`. */
                entity: string;
                /** @description Id of the view. */
                viewId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    undoChange: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the change. */
                id: string;
            };
            cookie?: never;
        };
        /** @description How. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "force": false
                 *     }
                 */
                "application/json": components["schemas"]["UndoInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "entity": "customers",
                     *       "recordId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "version": 5,
                     *       "verb": "changed",
                     *       "undone": [
                     *         {
                     *           "field": "rating",
                     *           "before": 4,
                     *           "after": null
                     *         }
                     *       ],
                     *       "kept": [
                     *         {
                     *           "field": "status",
                     *           "reason": "changed_since",
                     *           "before": "potential",
                     *           "now": "active",
                     *           "changeId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0013",
                     *           "at": "2026-11-25T02:00:00.000Z",
                     *           "userId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "userName": "李明"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["UndoneChange"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    addCodeListItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the list, for example `industry`. */
                key: string;
            };
            cookie?: never;
        };
        /** @description The choice. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "code": "machinery",
                 *       "labelZh": "机械设备制造",
                 *       "labelEn": "Machinery",
                 *       "position": 40
                 *     }
                 */
                "application/json": components["schemas"]["CodeListItemInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "machinery",
                     *       "labelZh": "机械设备制造",
                     *       "labelEn": "Machinery",
                     *       "position": 40,
                     *       "active": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CodeListItemRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreCompetitor: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the competitor. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "01930a6e-7d2c-7c5e-9f00-000000000011",
                     *       "name": "名称",
                     *       "threatLevel": null,
                     *       "website": "https://www.example.com",
                     *       "country": "国家/地区",
                     *       "marketShare": 12.5,
                     *       "mainProducts": "主要产品",
                     *       "strengths": "优势",
                     *       "weaknesses": "劣势",
                     *       "ownerId": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "notes": "备注",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "ownerName": "李明",
                     *       "createdBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "createdByName": "李明",
                     *       "updatedBy": "01930a6e-7d2c-7c5e-9f00-000000000003",
                     *       "updatedByName": "李明",
                     *       "custom": {},
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["Competitor"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "name": "王海燕",
                     *       "englishName": null,
                     *       "salutation": "ms",
                     *       "gender": "female",
                     *       "birthday": null,
                     *       "phones": [
                     *         {
                     *           "label": "mobile",
                     *           "number": "138 0532 6688",
                     *           "isPrimary": true,
                     *           "e164": "+8613805326688"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "wang.hy@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "wang.hy@haiyue.example"
                     *         }
                     *       ],
                     *       "wechat": "haiyan_wang",
                     *       "description": null,
                     *       "preferences": [],
                     *       "doNotContact": [],
                     *       "tags": [],
                     *       "customers": [
                     *         {
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "role": "decision_maker",
                     *           "title": "采购总监",
                     *           "department": "采购部",
                     *           "isPrimary": true,
                     *           "leftOn": null
                     *         }
                     *       ],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 2,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getContactTimeline: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description `filter[type]=call,visit` keeps these channels; `filter[kind]=interaction` or `follow_up` keeps one kind. */
                filter?: {
                    kind?: string;
                    type?: string;
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the contact. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "kind": "interaction",
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *           "at": "2026-11-18T06:30:00.000Z",
                     *           "channel": "call",
                     *           "direction": "outbound",
                     *           "subject": "确认报价明细",
                     *           "body": "对价格基本认可，希望交期提前两周。",
                     *           "durationMinutes": 18,
                     *           "outcome": "interested",
                     *           "status": null,
                     *           "result": null,
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "contacts": [
                     *             {
                     *               "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *               "name": "王海燕"
                     *             }
                     *           ],
                     *           "files": [],
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "delete": true,
                     *             "restore": false
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    listAddresses: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0007",
                     *           "label": "shipping",
                     *           "provinceCode": "370000",
                     *           "cityCode": "370200",
                     *           "districtCode": "370212",
                     *           "line1": "松岭路 88 号",
                     *           "line2": "2 号库",
                     *           "postalCode": "266100",
                     *           "recipient": "赵强",
                     *           "phone": "139 5322 0017",
                     *           "isPrimary": true,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["AddressRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        /** @description The address. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "label": "shipping",
                 *       "provinceCode": "370000",
                 *       "cityCode": "370200",
                 *       "districtCode": "370212",
                 *       "line1": "松岭路 88 号",
                 *       "line2": "2 号库",
                 *       "postalCode": "266100",
                 *       "recipient": "赵强",
                 *       "phone": "139 5322 0017",
                 *       "isPrimary": true
                 *     }
                 */
                "application/json": components["schemas"]["AddressInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0007",
                     *       "label": "shipping",
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "line1": "松岭路 88 号",
                     *       "line2": "2 号库",
                     *       "postalCode": "266100",
                     *       "recipient": "赵强",
                     *       "phone": "139 5322 0017",
                     *       "isPrimary": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AddressRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listCustomerContacts: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕",
                     *           "role": "decision_maker",
                     *           "title": "采购总监",
                     *           "department": "采购部",
                     *           "isPrimary": true,
                     *           "leftOn": null,
                     *           "primaryPhone": "138 0532 6688",
                     *           "primaryEmail": "wang.hy@haiyue.example",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerContactRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    linkContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        /** @description Who, and in which role. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                 *       "role": "decision_maker",
                 *       "title": "采购总监",
                 *       "department": "采购部",
                 *       "isPrimary": true
                 *     }
                 */
                "application/json": components["schemas"]["LinkContactInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "name": "王海燕",
                     *       "role": "decision_maker",
                     *       "title": "采购总监",
                     *       "department": "采购部",
                     *       "isPrimary": true,
                     *       "leftOn": null,
                     *       "primaryPhone": "138 0532 6688",
                     *       "primaryEmail": "wang.hy@haiyue.example",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerContactRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listCustomerFiles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0010",
                     *           "name": "海月智能-装配线报价.pdf",
                     *           "contentType": "application/pdf",
                     *           "size": 482133,
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "interactionId": null,
                     *           "uploadedAt": "2026-11-18T06:30:00.000Z",
                     *           "uploadedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["FileRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    uploadCustomerFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0010",
                     *       "name": "海月智能-装配线报价.pdf",
                     *       "contentType": "application/pdf",
                     *       "size": 482133,
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "interactionId": null,
                     *       "uploadedAt": "2026-11-18T06:30:00.000Z",
                     *       "uploadedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FileRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listTaxProfiles: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0008",
                     *           "title": "青岛海月智能装备有限公司",
                     *           "taxNumber": "91370212MA3C8TQ15J",
                     *           "invoiceType": "special",
                     *           "registeredAddress": "青岛市崂山区松岭路 88 号",
                     *           "registeredPhone": "0532-8889 6600",
                     *           "bankName": "中国银行青岛崂山支行",
                     *           "bankAccount": "2385 1234 5678",
                     *           "isDefault": true,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["TaxProfileRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addTaxProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        /** @description The tax profile. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "title": "青岛海月智能装备有限公司",
                 *       "taxNumber": "91370212MA3C8TQ15J",
                 *       "invoiceType": "special",
                 *       "registeredAddress": "青岛市崂山区松岭路 88 号",
                 *       "registeredPhone": "0532-8889 6600",
                 *       "bankName": "中国银行青岛崂山支行",
                 *       "bankAccount": "2385 1234 5678",
                 *       "isDefault": true
                 *     }
                 */
                "application/json": components["schemas"]["TaxProfileInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0008",
                     *       "title": "青岛海月智能装备有限公司",
                     *       "taxNumber": "91370212MA3C8TQ15J",
                     *       "invoiceType": "special",
                     *       "registeredAddress": "青岛市崂山区松岭路 88 号",
                     *       "registeredPhone": "0532-8889 6600",
                     *       "bankName": "中国银行青岛崂山支行",
                     *       "bankAccount": "2385 1234 5678",
                     *       "isDefault": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TaxProfileRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getCustomerTrade: {
        parameters: {
            query?: {
                /** @description As it was on this day; today when nothing is said. */
                asOf?: string;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "asOf": "2026-11-27",
                     *       "firstOrderOn": "2026-04-09",
                     *       "lastOrderOn": "2026-11-18",
                     *       "orderCount": 3,
                     *       "orderCount12Months": 3,
                     *       "revenue": {
                     *         "amount": "412934.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue": {
                     *         "amount": "326934.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "326934.00",
                     *         "currency": "CNY"
                     *       },
                     *       "returnCount": 1,
                     *       "returned": {
                     *         "amount": "86000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": 111.5,
                     *       "medianOrderGap": 111.5,
                     *       "favouriteCategoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "favouriteCategoryName": "机器人",
                     *       "paid": {
                     *         "amount": "316480.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": -1.5,
                     *       "lateShare": 0,
                     *       "months": [
                     *         {
                     *           "month": "2026-11",
                     *           "orders": 1,
                     *           "grossRevenue": "169434",
                     *           "returns": "86000",
                     *           "netRevenue": "83434"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerTradeView"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    getCustomerOverview: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "customer": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *         "number": "C000123",
                     *         "kind": "company",
                     *         "name": "青岛海月智能装备有限公司",
                     *         "shortName": "海月智能",
                     *         "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *         "industry": "machinery",
                     *         "source": "trade_show",
                     *         "size": "100-299",
                     *         "status": "negotiating",
                     *         "rating": 4,
                     *         "provinceCode": "370000",
                     *         "cityCode": "370200",
                     *         "districtCode": "370212",
                     *         "addressLine1": "松岭路 88 号",
                     *         "addressLine2": "海月科技园 3 号楼",
                     *         "postalCode": "266100",
                     *         "website": "https://www.haiyue.example",
                     *         "phones": [
                     *           {
                     *             "label": "office",
                     *             "number": "0532-8889 6600",
                     *             "isPrimary": true,
                     *             "e164": "+8653288896600"
                     *           }
                     *         ],
                     *         "emails": [
                     *           {
                     *             "label": "work",
                     *             "address": "sales@haiyue.example",
                     *             "isPrimary": true,
                     *             "normalized": "sales@haiyue.example"
                     *           }
                     *         ],
                     *         "annualRevenue": {
                     *           "amount": "128000000.00",
                     *           "currency": "CNY"
                     *         },
                     *         "foundedOn": "2012-05-18",
                     *         "birthday": null,
                     *         "creditCode": "91370212MA3C8TQ15J",
                     *         "description": "计划明年上半年更换两条装配线。",
                     *         "preferences": [
                     *           {
                     *             "topic": "contact_time",
                     *             "value": "上午 10 点以后再打电话",
                     *             "source": "stated",
                     *             "asOf": "2026-03-02"
                     *           }
                     *         ],
                     *         "doNotContact": [
                     *           "sms"
                     *         ],
                     *         "tags": [
                     *           "重点客户"
                     *         ],
                     *         "parentId": null,
                     *         "parentName": null,
                     *         "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "ownerName": "李明",
                     *         "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *         "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *         "tier": null,
                     *         "tierSince": null,
                     *         "tierIsManual": false,
                     *         "tierUntil": null,
                     *         "rfmRecency": null,
                     *         "rfmFrequency": null,
                     *         "rfmMonetary": null,
                     *         "valueClass": null,
                     *         "lastOrderOn": null,
                     *         "orderCount": 0,
                     *         "netRevenue": {
                     *           "amount": "0.00",
                     *           "currency": "CNY"
                     *         },
                     *         "netRevenue12Months": {
                     *           "amount": "0.00",
                     *           "currency": "CNY"
                     *         },
                     *         "firstOrderOn": null,
                     *         "orderCount12Months": 0,
                     *         "returnCount": 0,
                     *         "returned": {
                     *           "amount": "0.00",
                     *           "currency": "CNY"
                     *         },
                     *         "averageOrderGap": null,
                     *         "medianOrderGap": null,
                     *         "favouriteCategoryId": null,
                     *         "favouriteCategoryName": null,
                     *         "paid": {
                     *           "amount": "0.00",
                     *           "currency": "CNY"
                     *         },
                     *         "averageDaysLate": null,
                     *         "lateShare": null,
                     *         "idleSince": "2026-11-18T06:30:00.000Z",
                     *         "protected": false,
                     *         "pooledAt": null,
                     *         "poolReason": null,
                     *         "poolNote": null,
                     *         "lastOwnerId": null,
                     *         "custom": {
                     *           "channelTier": "gold"
                     *         },
                     *         "createdAt": "2026-03-02T01:15:00.000Z",
                     *         "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "createdByName": "李明",
                     *         "updatedAt": "2026-11-18T06:30:00.000Z",
                     *         "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "updatedByName": "李明",
                     *         "deletedAt": null,
                     *         "version": 3,
                     *         "can": {
                     *           "update": true,
                     *           "delete": false,
                     *           "restore": false,
                     *           "assign": false
                     *         },
                     *         "owner": null,
                     *         "parent": null,
                     *         "contacts": null,
                     *         "addresses": null,
                     *         "taxProfiles": null
                     *       },
                     *       "counters": {
                     *         "contacts": 1,
                     *         "interactions": 6,
                     *         "openFollowUps": 1,
                     *         "overdueFollowUps": 0,
                     *         "files": 2,
                     *         "subsidiaries": 0
                     *       },
                     *       "nextStep": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *         "subject": "上门演示新产线方案",
                     *         "channel": "visit",
                     *         "dueOn": null,
                     *         "dueAt": "2026-11-25T02:00:00.000Z",
                     *         "due": "2026-11-25T02:00:00.000Z",
                     *         "overdue": false,
                     *         "status": "planned",
                     *         "result": null,
                     *         "notes": "带上交期承诺函。",
                     *         "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *         "customerName": "青岛海月智能装备有限公司",
                     *         "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *         "contactName": "王海燕",
                     *         "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "ownerName": "李明",
                     *         "completedAt": null,
                     *         "interactionId": null,
                     *         "custom": {},
                     *         "createdAt": "2026-11-18T06:30:00.000Z",
                     *         "updatedAt": "2026-11-18T06:30:00.000Z",
                     *         "deletedAt": null,
                     *         "version": 1,
                     *         "can": {
                     *           "update": true,
                     *           "complete": true,
                     *           "reopen": false,
                     *           "delete": true
                     *         }
                     *       },
                     *       "openFollowUps": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *           "subject": "上门演示新产线方案",
                     *           "channel": "visit",
                     *           "dueOn": null,
                     *           "dueAt": "2026-11-25T02:00:00.000Z",
                     *           "due": "2026-11-25T02:00:00.000Z",
                     *           "overdue": false,
                     *           "status": "planned",
                     *           "result": null,
                     *           "notes": "带上交期承诺函。",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "contactName": "王海燕",
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "completedAt": null,
                     *           "interactionId": null,
                     *           "custom": {},
                     *           "createdAt": "2026-11-18T06:30:00.000Z",
                     *           "updatedAt": "2026-11-18T06:30:00.000Z",
                     *           "deletedAt": null,
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "complete": true,
                     *             "reopen": false,
                     *             "delete": true
                     *           }
                     *         }
                     *       ],
                     *       "contacts": [
                     *         {
                     *           "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕",
                     *           "role": "decision_maker",
                     *           "title": "采购总监",
                     *           "department": "采购部",
                     *           "isPrimary": true,
                     *           "leftOn": null,
                     *           "primaryPhone": "138 0532 6688",
                     *           "primaryEmail": "wang.hy@haiyue.example",
                     *           "version": 1
                     *         }
                     *       ],
                     *       "addresses": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0007",
                     *           "label": "shipping",
                     *           "provinceCode": "370000",
                     *           "cityCode": "370200",
                     *           "districtCode": "370212",
                     *           "line1": "松岭路 88 号",
                     *           "line2": "2 号库",
                     *           "postalCode": "266100",
                     *           "recipient": "赵强",
                     *           "phone": "139 5322 0017",
                     *           "isPrimary": true,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "taxProfiles": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0008",
                     *           "title": "青岛海月智能装备有限公司",
                     *           "taxNumber": "91370212MA3C8TQ15J",
                     *           "invoiceType": "special",
                     *           "registeredAddress": "青岛市崂山区松岭路 88 号",
                     *           "registeredPhone": "0532-8889 6600",
                     *           "bankName": "中国银行青岛崂山支行",
                     *           "bankAccount": "2385 1234 5678",
                     *           "isDefault": true,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "timeline": {
                     *         "data": [
                     *           {
                     *             "kind": "interaction",
                     *             "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *             "at": "2026-11-18T06:30:00.000Z",
                     *             "channel": "call",
                     *             "direction": "outbound",
                     *             "subject": "确认报价明细",
                     *             "body": "对价格基本认可，希望交期提前两周。",
                     *             "durationMinutes": 18,
                     *             "outcome": "interested",
                     *             "status": null,
                     *             "result": null,
                     *             "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *             "ownerName": "李明",
                     *             "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *             "customerName": "青岛海月智能装备有限公司",
                     *             "contacts": [
                     *               {
                     *                 "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *                 "name": "王海燕"
                     *               }
                     *             ],
                     *             "files": [],
                     *             "version": 1,
                     *             "can": {
                     *               "update": true,
                     *               "delete": true,
                     *               "restore": false
                     *             }
                     *           }
                     *         ],
                     *         "page": {
                     *           "next": null,
                     *           "hasMore": false,
                     *           "limit": 1
                     *         },
                     *         "total": null
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerOverview"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    returnCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        /** @description Why. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "no_demand",
                 *       "note": "明年三月再联系。"
                 *     }
                 */
                "application/json": components["schemas"]["ReturnInput"];
            };
        };
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    protectCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        /** @description Whether he is protected. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "protected": true
                 *     }
                 */
                "application/json": components["schemas"]["ProtectionInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "number": "C000123",
                     *       "kind": "company",
                     *       "name": "青岛海月智能装备有限公司",
                     *       "shortName": "海月智能",
                     *       "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *       "industry": "machinery",
                     *       "source": "trade_show",
                     *       "size": "100-299",
                     *       "status": "negotiating",
                     *       "rating": 4,
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "addressLine1": "松岭路 88 号",
                     *       "addressLine2": "海月科技园 3 号楼",
                     *       "postalCode": "266100",
                     *       "website": "https://www.haiyue.example",
                     *       "phones": [
                     *         {
                     *           "label": "office",
                     *           "number": "0532-8889 6600",
                     *           "isPrimary": true,
                     *           "e164": "+8653288896600"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "sales@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "sales@haiyue.example"
                     *         }
                     *       ],
                     *       "annualRevenue": {
                     *         "amount": "128000000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "foundedOn": "2012-05-18",
                     *       "birthday": null,
                     *       "creditCode": "91370212MA3C8TQ15J",
                     *       "description": "计划明年上半年更换两条装配线。",
                     *       "preferences": [
                     *         {
                     *           "topic": "contact_time",
                     *           "value": "上午 10 点以后再打电话",
                     *           "source": "stated",
                     *           "asOf": "2026-03-02"
                     *         }
                     *       ],
                     *       "doNotContact": [
                     *         "sms"
                     *       ],
                     *       "tags": [
                     *         "重点客户"
                     *       ],
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *       "tier": null,
                     *       "tierSince": null,
                     *       "tierIsManual": false,
                     *       "tierUntil": null,
                     *       "rfmRecency": null,
                     *       "rfmFrequency": null,
                     *       "rfmMonetary": null,
                     *       "valueClass": null,
                     *       "lastOrderOn": null,
                     *       "orderCount": 0,
                     *       "netRevenue": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "firstOrderOn": null,
                     *       "orderCount12Months": 0,
                     *       "returnCount": 0,
                     *       "returned": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": null,
                     *       "medianOrderGap": null,
                     *       "favouriteCategoryId": null,
                     *       "favouriteCategoryName": null,
                     *       "paid": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": null,
                     *       "lateShare": null,
                     *       "idleSince": "2026-11-18T06:30:00.000Z",
                     *       "protected": false,
                     *       "pooledAt": null,
                     *       "poolReason": null,
                     *       "poolNote": null,
                     *       "lastOwnerId": null,
                     *       "custom": {
                     *         "channelTier": "gold"
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false,
                     *         "assign": false
                     *       },
                     *       "owner": null,
                     *       "parent": null,
                     *       "contacts": null,
                     *       "addresses": null,
                     *       "taxProfiles": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "number": "C000123",
                     *       "kind": "company",
                     *       "name": "青岛海月智能装备有限公司",
                     *       "shortName": "海月智能",
                     *       "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *       "industry": "machinery",
                     *       "source": "trade_show",
                     *       "size": "100-299",
                     *       "status": "negotiating",
                     *       "rating": 4,
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "addressLine1": "松岭路 88 号",
                     *       "addressLine2": "海月科技园 3 号楼",
                     *       "postalCode": "266100",
                     *       "website": "https://www.haiyue.example",
                     *       "phones": [
                     *         {
                     *           "label": "office",
                     *           "number": "0532-8889 6600",
                     *           "isPrimary": true,
                     *           "e164": "+8653288896600"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "sales@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "sales@haiyue.example"
                     *         }
                     *       ],
                     *       "annualRevenue": {
                     *         "amount": "128000000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "foundedOn": "2012-05-18",
                     *       "birthday": null,
                     *       "creditCode": "91370212MA3C8TQ15J",
                     *       "description": "计划明年上半年更换两条装配线。",
                     *       "preferences": [
                     *         {
                     *           "topic": "contact_time",
                     *           "value": "上午 10 点以后再打电话",
                     *           "source": "stated",
                     *           "asOf": "2026-03-02"
                     *         }
                     *       ],
                     *       "doNotContact": [
                     *         "sms"
                     *       ],
                     *       "tags": [
                     *         "重点客户"
                     *       ],
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *       "tier": null,
                     *       "tierSince": null,
                     *       "tierIsManual": false,
                     *       "tierUntil": null,
                     *       "rfmRecency": null,
                     *       "rfmFrequency": null,
                     *       "rfmMonetary": null,
                     *       "valueClass": null,
                     *       "lastOrderOn": null,
                     *       "orderCount": 0,
                     *       "netRevenue": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "firstOrderOn": null,
                     *       "orderCount12Months": 0,
                     *       "returnCount": 0,
                     *       "returned": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": null,
                     *       "medianOrderGap": null,
                     *       "favouriteCategoryId": null,
                     *       "favouriteCategoryName": null,
                     *       "paid": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": null,
                     *       "lateShare": null,
                     *       "idleSince": "2026-11-18T06:30:00.000Z",
                     *       "protected": false,
                     *       "pooledAt": null,
                     *       "poolReason": null,
                     *       "poolNote": null,
                     *       "lastOwnerId": null,
                     *       "custom": {
                     *         "channelTier": "gold"
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false,
                     *         "assign": false
                     *       },
                     *       "owner": null,
                     *       "parent": null,
                     *       "contacts": null,
                     *       "addresses": null,
                     *       "taxProfiles": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getCustomerTimeline: {
        parameters: {
            query?: {
                /**
                 * @description Rows of a page, 1 to 200; 50 when nothing is said.
                 * @example 20
                 */
                limit?: components["parameters"]["Limit"];
                /** @description Where to go on: `page.next` of the page before. Good only with the same sort and filter. */
                cursor?: components["parameters"]["Cursor"];
                /** @description `filter[type]=call,visit` keeps these channels; `filter[kind]=interaction` or `follow_up` keeps one kind. */
                filter?: {
                    kind?: string;
                    type?: string;
                };
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "kind": "interaction",
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *           "at": "2026-11-18T06:30:00.000Z",
                     *           "channel": "call",
                     *           "direction": "outbound",
                     *           "subject": "确认报价明细",
                     *           "body": "对价格基本认可，希望交期提前两周。",
                     *           "durationMinutes": 18,
                     *           "outcome": "interested",
                     *           "status": null,
                     *           "result": null,
                     *           "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *           "ownerName": "李明",
                     *           "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "customerName": "青岛海月智能装备有限公司",
                     *           "contacts": [
                     *             {
                     *               "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *               "name": "王海燕"
                     *             }
                     *           ],
                     *           "files": [],
                     *           "version": 1,
                     *           "can": {
                     *             "update": true,
                     *             "delete": true,
                     *             "restore": false
                     *           }
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["TimelineItemPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    rebuildTrade: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun. `Location` holds the address of the job. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    downloadFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the file. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    cancelFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        /** @description Why. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "客户已推迟项目。"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    completeFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        /** @description What came of it. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "result": "演示顺利，等待内部评审。",
                 *       "interaction": {
                 *         "subject": "上门演示新产线方案",
                 *         "body": "技术负责人参加，评价良好。",
                 *         "startedAt": "2026-11-25T02:00:00.000Z",
                 *         "durationMinutes": 90
                 *       },
                 *       "next": {
                 *         "subject": "电话询问评审结果",
                 *         "channel": "call",
                 *         "dueOn": "2026-12-02"
                 *       }
                 *     }
                 */
                "application/json": components["schemas"]["CompletionInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "followUp": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *         "subject": "上门演示新产线方案",
                     *         "channel": "visit",
                     *         "dueOn": null,
                     *         "dueAt": "2026-11-25T02:00:00.000Z",
                     *         "due": "2026-11-25T02:00:00.000Z",
                     *         "overdue": false,
                     *         "status": "done",
                     *         "result": "演示顺利，等待内部评审。",
                     *         "notes": "带上交期承诺函。",
                     *         "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *         "customerName": "青岛海月智能装备有限公司",
                     *         "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *         "contactName": "王海燕",
                     *         "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "ownerName": "李明",
                     *         "completedAt": "2026-11-25T02:00:00.000Z",
                     *         "interactionId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *         "custom": {},
                     *         "createdAt": "2026-11-18T06:30:00.000Z",
                     *         "updatedAt": "2026-11-18T06:30:00.000Z",
                     *         "deletedAt": null,
                     *         "version": 2,
                     *         "can": {
                     *           "update": false,
                     *           "complete": false,
                     *           "reopen": true,
                     *           "delete": true
                     *         }
                     *       },
                     *       "interaction": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *         "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *         "customerName": "青岛海月智能装备有限公司",
                     *         "contacts": [
                     *           {
                     *             "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *             "name": "王海燕"
                     *           }
                     *         ],
                     *         "channel": "call",
                     *         "direction": "outbound",
                     *         "subject": "确认报价明细",
                     *         "body": "对价格基本认可，希望交期提前两周。",
                     *         "startedAt": "2026-11-18T06:30:00.000Z",
                     *         "durationMinutes": 18,
                     *         "participants": [],
                     *         "outcome": "interested",
                     *         "files": [],
                     *         "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "ownerName": "李明",
                     *         "custom": {},
                     *         "createdAt": "2026-11-18T06:30:00.000Z",
                     *         "updatedAt": "2026-11-18T06:30:00.000Z",
                     *         "deletedAt": null,
                     *         "version": 1,
                     *         "can": {
                     *           "update": true,
                     *           "delete": true,
                     *           "restore": false
                     *         }
                     *       },
                     *       "next": {
                     *         "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0009",
                     *         "subject": "电话询问评审结果",
                     *         "channel": "call",
                     *         "dueOn": null,
                     *         "dueAt": "2026-11-25T02:00:00.000Z",
                     *         "due": "2026-11-25T02:00:00.000Z",
                     *         "overdue": false,
                     *         "status": "planned",
                     *         "result": null,
                     *         "notes": "带上交期承诺函。",
                     *         "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *         "customerName": "青岛海月智能装备有限公司",
                     *         "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *         "contactName": "王海燕",
                     *         "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *         "ownerName": "李明",
                     *         "completedAt": null,
                     *         "interactionId": null,
                     *         "custom": {},
                     *         "createdAt": "2026-11-18T06:30:00.000Z",
                     *         "updatedAt": "2026-11-18T06:30:00.000Z",
                     *         "deletedAt": null,
                     *         "version": 1,
                     *         "can": {
                     *           "update": true,
                     *           "complete": true,
                     *           "reopen": false,
                     *           "delete": true
                     *         }
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CompletionResult"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    missFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        /** @description Why. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "客户已推迟项目。"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    reopenFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreFollowUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the follow-up. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0005",
                     *       "subject": "上门演示新产线方案",
                     *       "channel": "visit",
                     *       "dueOn": null,
                     *       "dueAt": "2026-11-25T02:00:00.000Z",
                     *       "due": "2026-11-25T02:00:00.000Z",
                     *       "overdue": false,
                     *       "status": "planned",
                     *       "result": null,
                     *       "notes": "带上交期承诺函。",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "contactName": "王海燕",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "completedAt": null,
                     *       "interactionId": null,
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "complete": true,
                     *         "reopen": false,
                     *         "delete": true
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["FollowUpRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreInteraction: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the conversation. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0006",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "contacts": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *           "name": "王海燕"
                     *         }
                     *       ],
                     *       "channel": "call",
                     *       "direction": "outbound",
                     *       "subject": "确认报价明细",
                     *       "body": "对价格基本认可，希望交期提前两周。",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "durationMinutes": 18,
                     *       "participants": [],
                     *       "outcome": "interested",
                     *       "files": [],
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": true,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["InteractionDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    uploadInteractionFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the conversation. */
                interactionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /**
                     * Format: binary
                     * @description The file.
                     */
                    file: string;
                };
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0010",
                     *       "name": "海月智能-装配线报价.pdf",
                     *       "contentType": "application/pdf",
                     *       "size": 482133,
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "interactionId": null,
                     *       "uploadedAt": "2026-11-18T06:30:00.000Z",
                     *       "uploadedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FileRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    cancelJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "kind": "bulk",
                     *       "title": "修改 1,200 个客户",
                     *       "entity": "customers",
                     *       "status": "running",
                     *       "progress": {
                     *         "done": 400,
                     *         "total": 1200,
                     *         "failed": 3
                     *       },
                     *       "result": {
                     *         "changed": 390,
                     *         "unchanged": 7,
                     *         "skipped": 3
                     *       },
                     *       "error": null,
                     *       "links": {
                     *         "self": "/api/v1/jobs/019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *         "file": null,
                     *         "errors": null,
                     *         "undo": null
                     *       },
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "endedAt": null,
                     *       "fileName": null,
                     *       "filesUntil": null,
                     *       "undoUntil": null,
                     *       "undoneBy": null
                     *     }
                     */
                    "application/json": components["schemas"]["JobRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    downloadJobErrors: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    followJob: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["JobEvent"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    downloadJobFile: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    pauseJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "kind": "bulk",
                     *       "title": "修改 1,200 个客户",
                     *       "entity": "customers",
                     *       "status": "running",
                     *       "progress": {
                     *         "done": 400,
                     *         "total": 1200,
                     *         "failed": 3
                     *       },
                     *       "result": {
                     *         "changed": 390,
                     *         "unchanged": 7,
                     *         "skipped": 3
                     *       },
                     *       "error": null,
                     *       "links": {
                     *         "self": "/api/v1/jobs/019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *         "file": null,
                     *         "errors": null,
                     *         "undo": null
                     *       },
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "endedAt": null,
                     *       "fileName": null,
                     *       "filesUntil": null,
                     *       "undoUntil": null,
                     *       "undoneBy": null
                     *     }
                     */
                    "application/json": components["schemas"]["JobRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    resumeJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "kind": "bulk",
                     *       "title": "修改 1,200 个客户",
                     *       "entity": "customers",
                     *       "status": "running",
                     *       "progress": {
                     *         "done": 400,
                     *         "total": 1200,
                     *         "failed": 3
                     *       },
                     *       "result": {
                     *         "changed": 390,
                     *         "unchanged": 7,
                     *         "skipped": 3
                     *       },
                     *       "error": null,
                     *       "links": {
                     *         "self": "/api/v1/jobs/019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *         "file": null,
                     *         "errors": null,
                     *         "undo": null
                     *       },
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "startedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "endedAt": null,
                     *       "fileName": null,
                     *       "filesUntil": null,
                     *       "undoUntil": null,
                     *       "undoneBy": null
                     *     }
                     */
                    "application/json": components["schemas"]["JobRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listJobRows: {
        parameters: {
            query?: {
                /** @description Only `done`, `unchanged` or `skipped`. */
                outcome?: string;
                /** @description Rows of a page, 1 to 200; 50 when nothing is said. */
                limit?: number;
                /** @description Where to go on: `page.next` of the page before. */
                cursor?: string;
            };
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "number": 17,
                     *           "recordId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *           "title": "青岛海月智能装备有限公司",
                     *           "outcome": "skipped",
                     *           "reasons": [
                     *             {
                     *               "code": "permission_missing",
                     *               "field": null,
                     *               "params": {
                     *                 "permission": "customers.assign"
                     *               },
                     *               "detail": "缺少权限 customers.assign。"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["JobItemRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    undoJob: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the job. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begun. `Location` holds the address of the job. */
            202: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listCustomFields: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "key": "channelTier",
                     *           "type": "choice",
                     *           "relatesTo": null,
                     *           "labelZh": "渠道等级",
                     *           "labelEn": "Channel tier",
                     *           "helpZh": null,
                     *           "helpEn": null,
                     *           "sectionZh": "渠道",
                     *           "sectionEn": "Channel",
                     *           "options": [
                     *             {
                     *               "value": "gold",
                     *               "labelZh": "金牌",
                     *               "labelEn": "Gold",
                     *               "retired": false
                     *             },
                     *             {
                     *               "value": "silver",
                     *               "labelZh": "银牌",
                     *               "labelEn": "Silver",
                     *               "retired": false
                     *             }
                     *           ],
                     *           "required": false,
                     *           "unique": false,
                     *           "defaultValue": null,
                     *           "min": null,
                     *           "max": null,
                     *           "maxLength": null,
                     *           "pattern": null,
                     *           "searchable": false,
                     *           "indexed": true,
                     *           "personalData": "none",
                     *           "position": 10,
                     *           "archivedAt": null,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomFieldRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description The field. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "key": "channelTier",
                 *       "type": "choice",
                 *       "labelZh": "渠道等级",
                 *       "labelEn": "Channel tier",
                 *       "sectionZh": "渠道",
                 *       "sectionEn": "Channel",
                 *       "options": [
                 *         {
                 *           "value": "gold",
                 *           "labelZh": "金牌",
                 *           "labelEn": "Gold",
                 *           "retired": false
                 *         },
                 *         {
                 *           "value": "silver",
                 *           "labelZh": "银牌",
                 *           "labelEn": "Silver",
                 *           "retired": false
                 *         }
                 *       ],
                 *       "required": false,
                 *       "unique": false,
                 *       "searchable": false,
                 *       "indexed": true
                 *     }
                 */
                "application/json": components["schemas"]["CustomFieldInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "channelTier",
                     *       "type": "choice",
                     *       "relatesTo": null,
                     *       "labelZh": "渠道等级",
                     *       "labelEn": "Channel tier",
                     *       "helpZh": null,
                     *       "helpEn": null,
                     *       "sectionZh": "渠道",
                     *       "sectionEn": "Channel",
                     *       "options": [
                     *         {
                     *           "value": "gold",
                     *           "labelZh": "金牌",
                     *           "labelEn": "Gold",
                     *           "retired": false
                     *         },
                     *         {
                     *           "value": "silver",
                     *           "labelZh": "银牌",
                     *           "labelEn": "Silver",
                     *           "retired": false
                     *         }
                     *       ],
                     *       "required": false,
                     *       "unique": false,
                     *       "defaultValue": null,
                     *       "min": null,
                     *       "max": null,
                     *       "maxLength": null,
                     *       "pattern": null,
                     *       "searchable": false,
                     *       "indexed": true,
                     *       "personalData": "none",
                     *       "position": 10,
                     *       "archivedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CustomFieldRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    listFieldRules: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *           "field": "custom.channelTier",
                     *           "kind": "required",
                     *           "when": {
                     *             "field": "source",
                     *             "op": "eq",
                     *             "value": "partner"
                     *           },
                     *           "pattern": null,
                     *           "operator": null,
                     *           "otherField": null,
                     *           "value": null,
                     *           "options": [],
                     *           "messageZh": "来自渠道的客户必须填写渠道等级。",
                     *           "messageEn": "Customers from a partner need a channel tier.",
                     *           "active": true,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["FieldRuleRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    addFieldRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description The rule. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "field": "custom.channelTier",
                 *       "kind": "required",
                 *       "when": {
                 *         "field": "source",
                 *         "op": "eq",
                 *         "value": "partner"
                 *       },
                 *       "messageZh": "来自渠道的客户必须填写渠道等级。",
                 *       "messageEn": "Customers from a partner need a channel tier."
                 *     }
                 */
                "application/json": components["schemas"]["FieldRuleInput"];
            };
        };
        responses: {
            /** @description Made. `Location` holds its address. */
            201: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    Location: components["headers"]["Location"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "field": "custom.channelTier",
                     *       "kind": "required",
                     *       "when": {
                     *         "field": "source",
                     *         "op": "eq",
                     *         "value": "partner"
                     *       },
                     *       "pattern": null,
                     *       "operator": null,
                     *       "otherField": null,
                     *       "value": null,
                     *       "options": [],
                     *       "messageZh": "来自渠道的客户必须填写渠道等级。",
                     *       "messageEn": "Customers from a partner need a channel tier.",
                     *       "active": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FieldRuleRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    readNotification: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the notification. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    cancelOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        /** @description Why. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "客户改用租赁方案。"
                 *     }
                 */
                "application/json": components["schemas"]["CancellationInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    completeOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    confirmOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    shipOrder: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the order. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "172000",
                     *       "discount": "2566",
                     *       "tax": "22026.42",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "2",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "172000",
                     *           "tax": "22360"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "confirm": false,
                     *         "ship": true,
                     *         "complete": true,
                     *         "cancel": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "number": "O000017",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "orderedAt": "2026-11-18T06:30:00.000Z",
                     *       "orderedOn": "2026-11-18",
                     *       "wantedOn": null,
                     *       "status": "confirmed",
                     *       "channel": "visit",
                     *       "paymentMethod": "bank_transfer",
                     *       "total": {
                     *         "amount": "191460.42",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "169434",
                     *       "custom": {},
                     *       "createdAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restorePayment: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the payment. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0044",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "paidOn": "2026-11-27",
                     *       "dueOn": "2026-11-30",
                     *       "amount": {
                     *         "amount": "50000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "rate": "1",
                     *       "method": "bank_transfer",
                     *       "reference": "20261127-0091",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["PaymentRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    claimCustomer: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "number": "C000123",
                     *       "kind": "company",
                     *       "name": "青岛海月智能装备有限公司",
                     *       "shortName": "海月智能",
                     *       "englishName": "Qingdao Haiyue Intelligent Equipment Co., Ltd.",
                     *       "industry": "machinery",
                     *       "source": "trade_show",
                     *       "size": "100-299",
                     *       "status": "negotiating",
                     *       "rating": 4,
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "addressLine1": "松岭路 88 号",
                     *       "addressLine2": "海月科技园 3 号楼",
                     *       "postalCode": "266100",
                     *       "website": "https://www.haiyue.example",
                     *       "phones": [
                     *         {
                     *           "label": "office",
                     *           "number": "0532-8889 6600",
                     *           "isPrimary": true,
                     *           "e164": "+8653288896600"
                     *         }
                     *       ],
                     *       "emails": [
                     *         {
                     *           "label": "work",
                     *           "address": "sales@haiyue.example",
                     *           "isPrimary": true,
                     *           "normalized": "sales@haiyue.example"
                     *         }
                     *       ],
                     *       "annualRevenue": {
                     *         "amount": "128000000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "foundedOn": "2012-05-18",
                     *       "birthday": null,
                     *       "creditCode": "91370212MA3C8TQ15J",
                     *       "description": "计划明年上半年更换两条装配线。",
                     *       "preferences": [
                     *         {
                     *           "topic": "contact_time",
                     *           "value": "上午 10 点以后再打电话",
                     *           "source": "stated",
                     *           "asOf": "2026-03-02"
                     *         }
                     *       ],
                     *       "doNotContact": [
                     *         "sms"
                     *       ],
                     *       "tags": [
                     *         "重点客户"
                     *       ],
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "ownerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "ownerName": "李明",
                     *       "lastContactAt": "2026-11-18T06:30:00.000Z",
                     *       "nextFollowUpAt": "2026-11-25T02:00:00.000Z",
                     *       "tier": null,
                     *       "tierSince": null,
                     *       "tierIsManual": false,
                     *       "tierUntil": null,
                     *       "rfmRecency": null,
                     *       "rfmFrequency": null,
                     *       "rfmMonetary": null,
                     *       "valueClass": null,
                     *       "lastOrderOn": null,
                     *       "orderCount": 0,
                     *       "netRevenue": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "netRevenue12Months": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "firstOrderOn": null,
                     *       "orderCount12Months": 0,
                     *       "returnCount": 0,
                     *       "returned": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageOrderGap": null,
                     *       "medianOrderGap": null,
                     *       "favouriteCategoryId": null,
                     *       "favouriteCategoryName": null,
                     *       "paid": {
                     *         "amount": "0.00",
                     *         "currency": "CNY"
                     *       },
                     *       "averageDaysLate": null,
                     *       "lateShare": null,
                     *       "idleSince": "2026-11-18T06:30:00.000Z",
                     *       "protected": false,
                     *       "pooledAt": null,
                     *       "poolReason": null,
                     *       "poolNote": null,
                     *       "lastOwnerId": null,
                     *       "custom": {
                     *         "channelTier": "gold"
                     *       },
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "createdBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "createdByName": "李明",
                     *       "updatedAt": "2026-11-18T06:30:00.000Z",
                     *       "updatedBy": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "updatedByName": "李明",
                     *       "deletedAt": null,
                     *       "version": 3,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false,
                     *         "assign": false
                     *       },
                     *       "owner": null,
                     *       "parent": null,
                     *       "contacts": null,
                     *       "addresses": null,
                     *       "taxProfiles": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreProductCategory: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the category. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "name": "机器人",
                     *       "parentId": null,
                     *       "parentName": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": null
                     *     }
                     */
                    "application/json": components["schemas"]["ProductCategoryRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    restoreProduct: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the product. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *       "code": "HL-200",
                     *       "name": "协作机器人 HL-200",
                     *       "unit": "台",
                     *       "categoryId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0041",
                     *       "categoryName": "机器人",
                     *       "price": {
                     *         "amount": "86000.00",
                     *         "currency": "CNY"
                     *       },
                     *       "active": true,
                     *       "description": null,
                     *       "custom": {},
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "updatedAt": "2026-03-02T01:15:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1,
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProductRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    noteRecentView: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description `customer` or `contact`. */
                type: string;
                /** @description Id of the record. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    restoreReturn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the return. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "CNY",
                     *       "rate": "1",
                     *       "goods": "86000",
                     *       "tax": "11180",
                     *       "note": null,
                     *       "lines": [
                     *         {
                     *           "position": 1,
                     *           "productId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0040",
                     *           "productCode": "HL-200",
                     *           "text": "协作机器人 HL-200",
                     *           "quantity": "1",
                     *           "unit": "台",
                     *           "unitPrice": "86000",
                     *           "discountPercent": "0",
                     *           "taxPercent": "13",
                     *           "net": "86000",
                     *           "tax": "11180"
                     *         }
                     *       ],
                     *       "can": {
                     *         "update": true,
                     *         "delete": false,
                     *         "restore": false
                     *       },
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0043",
                     *       "number": "R000002",
                     *       "customerId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "customerName": "青岛海月智能装备有限公司",
                     *       "orderId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0042",
                     *       "orderNumber": "O000017",
                     *       "returnedAt": "2026-11-25T02:00:00.000Z",
                     *       "returnedOn": "2026-11-25",
                     *       "reason": "defect",
                     *       "total": {
                     *         "amount": "97180.00",
                     *         "currency": "CNY"
                     *       },
                     *       "revenue": "86000",
                     *       "custom": {},
                     *       "createdAt": "2026-11-25T02:00:00.000Z",
                     *       "updatedAt": "2026-11-25T02:00:00.000Z",
                     *       "deletedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["SalesReturnDetail"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    disableUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "name": "李明",
                     *       "email": "liming@crm.example",
                     *       "role": "sales",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "teamName": "华东一组",
                     *       "active": true,
                     *       "mustChangePassword": false,
                     *       "lastSignInAt": "2026-11-18T06:30:00.000Z",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["UserRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    enableUser: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0003",
                     *       "name": "李明",
                     *       "email": "liming@crm.example",
                     *       "role": "sales",
                     *       "teamId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0004",
                     *       "teamName": "华东一组",
                     *       "active": true,
                     *       "mustChangePassword": false,
                     *       "lastSignInAt": "2026-11-18T06:30:00.000Z",
                     *       "createdAt": "2026-03-02T01:15:00.000Z",
                     *       "version": 4
                     *     }
                     */
                    "application/json": components["schemas"]["UserRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "temporaryPassword": "Kp4xT-9mWqa-Hd7nY-3vRzc"
                     *     }
                     */
                    "application/json": components["schemas"]["NewPassword"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    writeByExternalRef: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description The other system, for example `sap`. */
                system: string;
                /** @description What it calls the record. */
                externalId: string;
            };
            cookie?: never;
        };
        /** @description What changes, or what is known of a new one. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                 *       "version": 3,
                 *       "name": "青岛海月智能装备有限公司",
                 *       "owner": {
                 *         "name": "李明"
                 *       }
                 *     }
                 */
                "application/merge-patch+json": Record<string, never>;
                /**
                 * @example {
                 *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                 *       "version": 3,
                 *       "name": "青岛海月智能装备有限公司",
                 *       "owner": {
                 *         "name": "李明"
                 *       }
                 *     }
                 */
                "application/json": Record<string, never>;
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0001",
                     *       "created": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["WrittenRecord"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    changeCodeListItem: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the list, for example `industry`. */
                key: string;
                /** @description Code of the choice. */
                code: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "labelEn": "Machinery and plant",
                 *       "active": false
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CodeListItemPatch"];
                /**
                 * @example {
                 *       "labelEn": "Machinery and plant",
                 *       "active": false
                 *     }
                 */
                "application/json": components["schemas"]["CodeListItemPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "code": "machinery",
                     *       "labelZh": "机械设备制造",
                     *       "labelEn": "Machinery",
                     *       "position": 40,
                     *       "active": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CodeListItemRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    removeAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
                /** @description Id of the address. */
                addressId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeAddress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
                /** @description Id of the address. */
                addressId: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "recipient": "孙丽",
                 *       "phone": "139 5322 0018"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["AddressPatch"];
                /**
                 * @example {
                 *       "recipient": "孙丽",
                 *       "phone": "139 5322 0018"
                 *     }
                 */
                "application/json": components["schemas"]["AddressPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0007",
                     *       "label": "shipping",
                     *       "provinceCode": "370000",
                     *       "cityCode": "370200",
                     *       "districtCode": "370212",
                     *       "line1": "松岭路 88 号",
                     *       "line2": "2 号库",
                     *       "postalCode": "266100",
                     *       "recipient": "赵强",
                     *       "phone": "139 5322 0017",
                     *       "isPrimary": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AddressRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    unlinkContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
                /** @description Id of the contact. */
                contactId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeCustomerContact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
                /** @description Id of the contact. */
                contactId: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "leftOn": "2026-11-30",
                 *       "isPrimary": false
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CustomerContactPatch"];
                /**
                 * @example {
                 *       "leftOn": "2026-11-30",
                 *       "isPrimary": false
                 *     }
                 */
                "application/json": components["schemas"]["CustomerContactPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "contactId": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0002",
                     *       "name": "王海燕",
                     *       "role": "decision_maker",
                     *       "title": "采购总监",
                     *       "department": "采购部",
                     *       "isPrimary": true,
                     *       "leftOn": null,
                     *       "primaryPhone": "138 0532 6688",
                     *       "primaryEmail": "wang.hy@haiyue.example",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CustomerContactRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    removeTaxProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
                /** @description Id of the tax profile. */
                taxProfileId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeTaxProfile: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Id of the customer. */
                customerId: string;
                /** @description Id of the tax profile. */
                taxProfileId: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "bankName": "招商银行青岛分行",
                 *       "bankAccount": "5329 0001 2345"
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["TaxProfilePatch"];
                /**
                 * @example {
                 *       "bankName": "招商银行青岛分行",
                 *       "bankAccount": "5329 0001 2345"
                 *     }
                 */
                "application/json": components["schemas"]["TaxProfilePatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0008",
                     *       "title": "青岛海月智能装备有限公司",
                     *       "taxNumber": "91370212MA3C8TQ15J",
                     *       "invoiceType": "special",
                     *       "registeredAddress": "青岛市崂山区松岭路 88 号",
                     *       "registeredPhone": "0532-8889 6600",
                     *       "bankName": "中国银行青岛崂山支行",
                     *       "bankAccount": "2385 1234 5678",
                     *       "isDefault": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TaxProfileRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getCustomField: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Key of the field. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "channelTier",
                     *       "type": "choice",
                     *       "relatesTo": null,
                     *       "labelZh": "渠道等级",
                     *       "labelEn": "Channel tier",
                     *       "helpZh": null,
                     *       "helpEn": null,
                     *       "sectionZh": "渠道",
                     *       "sectionEn": "Channel",
                     *       "options": [
                     *         {
                     *           "value": "gold",
                     *           "labelZh": "金牌",
                     *           "labelEn": "Gold",
                     *           "retired": false
                     *         },
                     *         {
                     *           "value": "silver",
                     *           "labelZh": "银牌",
                     *           "labelEn": "Silver",
                     *           "retired": false
                     *         }
                     *       ],
                     *       "required": false,
                     *       "unique": false,
                     *       "defaultValue": null,
                     *       "min": null,
                     *       "max": null,
                     *       "maxLength": null,
                     *       "pattern": null,
                     *       "searchable": false,
                     *       "indexed": true,
                     *       "personalData": "none",
                     *       "position": 10,
                     *       "archivedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CustomFieldRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    archiveCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Key of the field. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    changeCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Key of the field. */
                key: string;
            };
            cookie?: never;
        };
        /** @description What changes. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "labelEn": "Partner tier",
                 *       "required": true
                 *     }
                 */
                "application/merge-patch+json": components["schemas"]["CustomFieldPatch"];
                /**
                 * @example {
                 *       "labelEn": "Partner tier",
                 *       "required": true
                 *     }
                 */
                "application/json": components["schemas"]["CustomFieldPatch"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "channelTier",
                     *       "type": "choice",
                     *       "relatesTo": null,
                     *       "labelZh": "渠道等级",
                     *       "labelEn": "Channel tier",
                     *       "helpZh": null,
                     *       "helpEn": null,
                     *       "sectionZh": "渠道",
                     *       "sectionEn": "Channel",
                     *       "options": [
                     *         {
                     *           "value": "gold",
                     *           "labelZh": "金牌",
                     *           "labelEn": "Gold",
                     *           "retired": false
                     *         },
                     *         {
                     *           "value": "silver",
                     *           "labelZh": "银牌",
                     *           "labelEn": "Silver",
                     *           "retired": false
                     *         }
                     *       ],
                     *       "required": false,
                     *       "unique": false,
                     *       "defaultValue": null,
                     *       "min": null,
                     *       "max": null,
                     *       "maxLength": null,
                     *       "pattern": null,
                     *       "searchable": false,
                     *       "indexed": true,
                     *       "personalData": "none",
                     *       "position": 10,
                     *       "archivedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CustomFieldRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    orderCustomFields: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
            };
            cookie?: never;
        };
        /** @description Keys in the order that is wanted. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "keys": [
                 *         "channelTier",
                 *         "contractEnd"
                 *       ]
                 *     }
                 */
                "application/json": components["schemas"]["FieldOrderInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "data": [
                     *         {
                     *           "key": "channelTier",
                     *           "type": "choice",
                     *           "relatesTo": null,
                     *           "labelZh": "渠道等级",
                     *           "labelEn": "Channel tier",
                     *           "helpZh": null,
                     *           "helpEn": null,
                     *           "sectionZh": "渠道",
                     *           "sectionEn": "Channel",
                     *           "options": [
                     *             {
                     *               "value": "gold",
                     *               "labelZh": "金牌",
                     *               "labelEn": "Gold",
                     *               "retired": false
                     *             },
                     *             {
                     *               "value": "silver",
                     *               "labelZh": "银牌",
                     *               "labelEn": "Silver",
                     *               "retired": false
                     *             }
                     *           ],
                     *           "required": false,
                     *           "unique": false,
                     *           "defaultValue": null,
                     *           "min": null,
                     *           "max": null,
                     *           "maxLength": null,
                     *           "pattern": null,
                     *           "searchable": false,
                     *           "indexed": true,
                     *           "personalData": "none",
                     *           "position": 10,
                     *           "archivedAt": null,
                     *           "version": 1
                     *         }
                     *       ],
                     *       "page": {
                     *         "next": null,
                     *         "hasMore": false,
                     *         "limit": 50
                     *       },
                     *       "total": null
                     *     }
                     */
                    "application/json": components["schemas"]["CustomFieldRowPage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getFieldRule: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Id of the rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "field": "custom.channelTier",
                     *       "kind": "required",
                     *       "when": {
                     *         "field": "source",
                     *         "op": "eq",
                     *         "value": "partner"
                     *       },
                     *       "pattern": null,
                     *       "operator": null,
                     *       "otherField": null,
                     *       "value": null,
                     *       "options": [],
                     *       "messageZh": "来自渠道的客户必须填写渠道等级。",
                     *       "messageEn": "Customers from a partner need a channel tier.",
                     *       "active": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FieldRuleRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
    replaceFieldRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Id of the rule. */
                id: string;
            };
            cookie?: never;
        };
        /** @description The rule. */
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "field": "custom.channelTier",
                 *       "kind": "required",
                 *       "when": {
                 *         "field": "source",
                 *         "op": "eq",
                 *         "value": "partner"
                 *       },
                 *       "messageZh": "来自渠道的客户必须填写渠道等级。",
                 *       "messageEn": "Customers from a partner need a channel tier."
                 *     }
                 */
                "application/json": components["schemas"]["FieldRuleInput"];
            };
        };
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "019ab000-5c1e-7f43-9d2c-6a3f3f1f0012",
                     *       "field": "custom.channelTier",
                     *       "kind": "required",
                     *       "when": {
                     *         "field": "source",
                     *         "op": "eq",
                     *         "value": "partner"
                     *       },
                     *       "pattern": null,
                     *       "operator": null,
                     *       "otherField": null,
                     *       "value": null,
                     *       "options": [],
                     *       "messageZh": "来自渠道的客户必须填写渠道等级。",
                     *       "messageEn": "Customers from a partner need a channel tier.",
                     *       "active": true,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["FieldRuleRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            413: components["responses"]["413"];
            415: components["responses"]["415"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    deleteFieldRule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of the version you have seen. When the record has changed since, nothing happens and the answer is 412. Without it the last change wins. */
                "If-Match"?: components["parameters"]["IfMatch"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Id of the rule. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done. */
            204: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            412: components["responses"]["412"];
            500: components["responses"]["500"];
        };
    };
    restoreCustomField: {
        parameters: {
            query?: never;
            header?: {
                /** @description A text of your own, at most 255 characters. The same request with the same key takes effect once within 24 hours; the repetition gets the same answer with `Idempotency-Replayed: true`. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Key of the field. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    ETag: components["headers"]["ETag"];
                    "Idempotency-Replayed": components["headers"]["IdempotencyReplayed"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "key": "channelTier",
                     *       "type": "choice",
                     *       "relatesTo": null,
                     *       "labelZh": "渠道等级",
                     *       "labelEn": "Channel tier",
                     *       "helpZh": null,
                     *       "helpEn": null,
                     *       "sectionZh": "渠道",
                     *       "sectionEn": "Channel",
                     *       "options": [
                     *         {
                     *           "value": "gold",
                     *           "labelZh": "金牌",
                     *           "labelEn": "Gold",
                     *           "retired": false
                     *         },
                     *         {
                     *           "value": "silver",
                     *           "labelZh": "银牌",
                     *           "labelEn": "Silver",
                     *           "retired": false
                     *         }
                     *       ],
                     *       "required": false,
                     *       "unique": false,
                     *       "defaultValue": null,
                     *       "min": null,
                     *       "max": null,
                     *       "maxLength": null,
                     *       "pattern": null,
                     *       "searchable": false,
                     *       "indexed": true,
                     *       "personalData": "none",
                     *       "position": 10,
                     *       "archivedAt": null,
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["CustomFieldRow"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            409: components["responses"]["409"];
            422: components["responses"]["422"];
            500: components["responses"]["500"];
        };
    };
    getCustomFieldUsage: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Language of problem texts: `zh-CN` (default) or `en`.
                 * @example zh-CN
                 */
                "Accept-Language"?: components["parameters"]["AcceptLanguage"];
            };
            path: {
                /** @description Key of the kind of record, for example `customers`. */
                entity: string;
                /** @description Key of the field. */
                key: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The answer. */
            200: {
                headers: {
                    "Request-Id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "records": 1284
                     *     }
                     */
                    "application/json": components["schemas"]["FieldUsage"];
                };
            };
            400: components["responses"]["400"];
            401: components["responses"]["401"];
            403: components["responses"]["403"];
            404: components["responses"]["404"];
            500: components["responses"]["500"];
        };
    };
}
