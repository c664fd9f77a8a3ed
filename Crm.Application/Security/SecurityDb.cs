using Crm.Application.Common;
using Crm.Domain.Security;
using Microsoft.EntityFrameworkCore;

namespace Crm.Application.Security;

/// <summary>The tables of this module.</summary>
internal static class SecurityDb
{
    extension(ICrmDb db)
    {
        public DbSet<User> Users => db.Set<User>();

        public DbSet<Team> Teams => db.Set<Team>();

        public DbSet<Absence> Absences => db.Set<Absence>();

        public DbSet<UserSession> UserSessions => db.Set<UserSession>();

        public DbSet<SignInThrottle> SignInThrottles => db.Set<SignInThrottle>();
    }
}
