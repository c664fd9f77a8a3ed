using Crm.Api.Problems;
using Crm.Application;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace Crm.Api.OpenApi;

/// <summary>Adds what operations share, explains the tags, and takes out what nobody refers to.</summary>
internal sealed class DocumentDetails : IDocumentFilter
{
    private static readonly (string Name, string Description)[] Tags =
    [
        ("Auth", "登录：登录、续期、退出与修改密码。Sign in, stay signed in, sign out, change the password."),
        ("Customers", "客户：企业与个人客户的档案、地址、开票资料与动态。Companies and persons you do business with: file, addresses, tax profiles, timeline."),
        ("Contacts", "联系人：客户处与您打交道的人。The people you speak with, and where they work."),
        ("Interactions", "沟通记录：电话、拜访、会议、消息与笔记。Calls, visits, meetings, messages and notes."),
        ("Follow-ups", "跟进：计划下一步并记录结果。What is to be done next, and what came of it."),
        ("Questionnaires", "回访问卷：题目、版本、回答与统计。What customers are asked on follow-ups: questions, versions, answers, figures."),
        ("Products", "产品：产品与分类。What is sold, and the tree in which it stands."),
        ("Orders", "订单：下单、退货与客户交易数据。Orders, returns, and the trade of customers in figures."),
        ("Payments", "收款：客户付款记录。Money that came from customers, and that went back."),
        ("Public pool", "公海：没有负责人的客户，领取、退回与自动回收。The public pool: customers without an owner, how they are claimed, given back and taken back."),
        ("Tiers", "客户等级：规则、评定、人工指定及其理由。Tiers of customers: rules, assignment, choices by hand, and why."),
        ("Segments", "客户分群：有共同点的客户，动态或静态，规模与重叠。Customers who have something in common, live or static; how many they are, and how they overlap."),
        ("Lifecycle", "生命周期：按客户自身节奏划分的阶段、变动与规则。Stages of life by the rhythm of each customer: rules, changes, flow."),
        ("Care", "关怀：客户的重要日子、问候与礼品、预算。Occasions of customers, greetings and gifts, and what they cost."),
        ("Offers", "客户优惠：特价、折扣、权益及其审批。Prices, discounts and benefits of one customer, and who allows them."),
        ("Key accounts", "大客户计划：目标、关键人、潜力、风险、行动与复盘，以及计划的成效。Plans for key accounts: goals, people, potential, risks, actions, reviews; and what the programme does."),
        ("Today", "今天：我的待办与最近查看。My day and what I looked at last."),
        ("Files", "文件：客户与沟通记录的附件。Attachments of customers and conversations."),
        ("Records", "记录：按条件组查询、分组汇总任意类型的记录。Find, group and add up records of any kind."),
        ("Views", "视图：保存的列表、列设置。Saved views and the settings of lists."),
        ("Changes", "变更历史：谁在何时把什么改成了什么，以及撤销。Who changed what, when, from what to what; and undo."),
        ("Search", "搜索：按名称、拼音、首字母、电话等查找。Find records by name, pinyin, initials, phone and more."),
        ("Imports", "导入：读取文件、对应字段、试运行与导入。Read files, map their columns, try, and import."),
        ("Bulk", "批量：批量处理、批次写入与外部编号。Many records at once, and records by what other systems call them."),
        ("Jobs", "任务：导入、导出、批量处理的进度、结果与撤销。Imports, exports and changes of many records: progress, results, undo."),
        ("Notifications", "通知：任务结束等提醒。What you are told, for example that a job has ended."),
        ("Account managers", "客户经理：缺勤与代理、负荷、交接。Account managers: absences and deputies, load, hand-over."),
        ("Users", "用户与团队。Users and teams."),
        ("Settings", "设置：标签、代码表、行政区划与数据字典。Tags, code lists, regions and field descriptions."),
    ];

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        context.SchemaGenerator.GenerateSchema(typeof(Problem), context.SchemaRepository);
        var components = document.Components ??= new OpenApiComponents();
        components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        foreach (var (name, schema) in context.SchemaRepository.Schemas) components.Schemas.TryAdd(name, schema);
        components.Schemas[ListParameters.FieldFilter] = ListParameters.FieldFilterSchema();
        components.Schemas[FilterSchema.Name] = FilterSchema.Make(document);
        components.Parameters = SharedParts.Parameters();
        components.Headers = SharedParts.Headers();
        components.Responses = SharedParts.Responses(document);
        document.Tags = Tags.Concat(SimpleEntities.All.Select(e => (Name: e.Descriptor.Label.En, Description: $"{e.Descriptor.Label.Zh}。{e.Descriptor.Label.En}."))).Select(tag => new OpenApiTag { Name = tag.Name, Description = tag.Description }).ToHashSet();
        RemoveUnusedSchemas(document, components.Schemas);
    }

    /// <summary>The input behind a patch is read for its members and may have no other use. What only such a schema refers to goes with it.</summary>
    private static void RemoveUnusedSchemas(OpenApiDocument document, IDictionary<string, IOpenApiSchema> schemas)
    {
        for (var left = -1; left != schemas.Count;)
        {
            left = schemas.Count;
            using var text = new StringWriter();
            document.SerializeAsV31(new OpenApiJsonWriter(text));
            var json = text.ToString();
            foreach (var name in schemas.Keys.Where(name => !json.Contains($"\"#/components/schemas/{name}\"", StringComparison.Ordinal)).ToList()) schemas.Remove(name);
        }
    }
}
