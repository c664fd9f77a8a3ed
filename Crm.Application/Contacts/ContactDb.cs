using Crm.Application.Common;
using Crm.Domain.Contacts;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Contacts;

/// <summary>The tables of this module.</summary>
internal static class ContactDb
{
    extension(ICrmDb db)
    {
        public DbSet<Contact> Contacts => db.Set<Contact>();

        public DbSet<CustomerContact> CustomerContacts => db.Set<CustomerContact>();
    }
}
