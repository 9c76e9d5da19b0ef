"""TaiwanJobs, as its web service answers: XML whose element names carry labels, so that it is none."""

from typing import Any

PART = "08"
ATTRIBUTES = {"parts": (PART,)}
_LABELS = {"OCCU_DESC": "職務名稱", "SALARYCD": "核薪方式", "URL_QUERY": "職缺資料URL"}


def entry(number: int, **changes: Any) -> dict[str, Any]:
    vacancy = {
        "OCCU_DESC": "技術主管 Tech Lead",
        "WK_TYPE": "全職",
        "CJOB1_COUNT": "08",
        "CJOB_NAME1": "資訊軟體",
        "CJOB2_COUNT": "080106",
        "CJOB_NAME2": "資訊主管",
        "JOB_PERSON": "1",
        "STOP_DATE": "20260331",
        "JOB_DETAIL": "我們蓋燈塔 (lighthouses)，帶領 4 人；熟 <Python> 與 Kubernetes。",
        "CITYNAME": "台北市中正區",
        "EXPERIENCE": "5年以上",
        "WKTIME": "日班",
        "SALARYCD": "月薪",
        "NT_L": "90000",
        "NT_U": "120000",
        "EDGRDESC": "大學",
        "URL_QUERY": f"https://vacancies.example/JobDetail.aspx?EMPLOYER_ID=7&HIRE_ID={number}",
        "COMPNAME": "燈塔工坊有限公司",
        "TRANDATE": "20260102",
    }
    return {**vacancy, **changes}


def listing(*entries: dict[str, Any]) -> bytes:
    rows = "".join(f"<Data>\n{''.join(_field(*field) for field in one.items())}</Data>\n" for one in entries)
    return f"<?xml version='1.0' ?><DataList>\n{rows}</DataList>".encode("utf-8-sig")


def path(part: str = PART, city: str = "") -> str:
    return f"/webservice_taipei/Webservice.ashx?count=1000&jobno={part}{f'&city={city}' if city else ''}"


def answers(*entries: Any) -> dict[str, bytes]:
    return {path(): listing(*entries)}


def _field(name: str, value: str) -> str:
    labelled = f"{name}（{_LABELS.get(name, '欄位')}）"
    return f"<{labelled}><![CDATA[{value}]]></{labelled}>\n"
