enum ApplicationsColumn: Int, SheetColumn {
    case id, institution, name, documentType, documentNumber, country, documentExpiry, phone, email, photo
    case occupation, workType, level, subjects, review, feePaid, paidAt, withdrawn, firstMonth, resultsPublished
    case banned, unit, needs, extraMinutes, wishVenue, wishDistrict, generated

    static let file = "applications.csv"

    var titles: [String] {
        switch self {
        case .id: ["报名号", "application"]
        case .institution: ["机构", "institution"]
        case .name: ["姓名", "name"]
        case .documentType: ["证件类型", "documenttype"]
        case .documentNumber: ["证件号码", "证件号", "身份证号", "身份证号码", "documentnumber"]
        case .country: ["国家/地区", "国籍", "country"]
        case .documentExpiry: ["证件有效期至", "证件有效期", "documentexpiry"]
        case .phone: ["手机", "手机号", "手机号码", "phone"]
        case .email: ["邮箱", "email"]
        case .photo: ["照片", "photo"]
        case .occupation: ["职业", "occupation"]
        case .workType: ["工种", "worktype"]
        case .level: ["等级", "级别", "level"]
        case .subjects: ["科目", "报考科目", "subjects"]
        case .review: ["审核状态", "资格审核", "review"]
        case .feePaid: ["缴费金额(元)", "缴费金额", "feepaid"]
        case .paidAt: ["缴费时间", "paidat"]
        case .withdrawn: ["是否退考", "退考", "withdrawn"]
        case .firstMonth: ["首选月份", "考试月份", "firstmonth"]
        case .resultsPublished: ["首次成绩公布日期", "首次成绩发布日期", "resultspublished"]
        case .banned: ["禁考起止", "禁考", "banned"]
        case .unit: ["报名单位", "单位", "unit"]
        case .needs: ["特殊需求", "needs"]
        case .extraMinutes: ["加时分钟", "extraminutes"]
        case .wishVenue: ["意向考点", "wishvenue"]
        case .wishDistrict: ["意向区", "wishdistrict"]
        case .generated: ["生成数据", "generated"]
        }
    }

    var isRequired: Bool {
        switch self {
        case .id, .institution, .name, .documentType, .documentNumber, .occupation, .level, .review, .feePaid, .paidAt,
            .firstMonth:
            true
        default: false
        }
    }
}
