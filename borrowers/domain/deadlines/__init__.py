"""The deadline calculator (期限计算): facts and a day in, an answer that explains itself out.

`limitation` (诉讼时效), `guarantee` (保证期间, then 保证债务诉讼时效) and `enforcement` (申请执行时效) share
the arithmetic of `periods`, the grades of `evidence` and the events of `chain`. Sources are named by article:
民法典; 诉讼时效规定 (法释 2020-17); 担保解释 (法释 2020-28); 时间效力规定 (法释 2020-15); 2018解释
(法释 2018-12); 民诉法 (民事诉讼法 2023), 民诉解释 (法释 2022-11), 执行解释 (法释 2020-21).
Of two readings the earlier date is used. Nothing here reads a clock, a calendar file or a database.
"""
