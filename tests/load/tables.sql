-- Tables for the exports, with the types that users give the columns; names of data sets as they publish them.  For SQLite and PostgreSQL.
CREATE TABLE gdelt (
    "GLOBALEVENTID" bigint, "SQLDATE" integer, "MonthYear" integer, "Year" integer, "FractionDate" double precision, "Actor1Code" text,
    "Actor1Name" text, "Actor1CountryCode" text, "Actor1KnownGroupCode" text, "Actor1EthnicCode" text, "Actor1Religion1Code" text,
    "Actor1Religion2Code" text, "Actor1Type1Code" text, "Actor1Type2Code" text, "Actor1Type3Code" text, "Actor2Code" text,
    "Actor2Name" text, "Actor2CountryCode" text, "Actor2KnownGroupCode" text, "Actor2EthnicCode" text, "Actor2Religion1Code" text,
    "Actor2Religion2Code" text, "Actor2Type1Code" text, "Actor2Type2Code" text, "Actor2Type3Code" text, "IsRootEvent" integer,
    "EventCode" text, "EventBaseCode" text, "EventRootCode" text, "QuadClass" integer, "GoldsteinScale" double precision,
    "NumMentions" integer, "NumSources" integer, "NumArticles" integer, "AvgTone" double precision, "Actor1Geo_Type" integer,
    "Actor1Geo_FullName" text, "Actor1Geo_CountryCode" text, "Actor1Geo_ADM1Code" text, "Actor1Geo_ADM2Code" text,
    "Actor1Geo_Lat" double precision, "Actor1Geo_Long" double precision, "Actor1Geo_FeatureID" text, "Actor2Geo_Type" integer,
    "Actor2Geo_FullName" text, "Actor2Geo_CountryCode" text, "Actor2Geo_ADM1Code" text, "Actor2Geo_ADM2Code" text,
    "Actor2Geo_Lat" double precision, "Actor2Geo_Long" double precision, "Actor2Geo_FeatureID" text, "ActionGeo_Type" integer,
    "ActionGeo_FullName" text, "ActionGeo_CountryCode" text, "ActionGeo_ADM1Code" text, "ActionGeo_ADM2Code" text,
    "ActionGeo_Lat" double precision, "ActionGeo_Long" double precision, "ActionGeo_FeatureID" text, "DATEADDED" bigint, "SOURCEURL" text
);
CREATE TABLE gdelt_mentions (
    "GLOBALEVENTID" bigint, "EventTimeDate" bigint, "MentionTimeDate" bigint, "MentionType" integer, "MentionSourceName" text,
    "MentionIdentifier" text, "SentenceID" integer, "Actor1CharOffset" integer, "Actor2CharOffset" integer, "ActionCharOffset" integer,
    "InRawText" integer, "Confidence" integer, "MentionDocLen" integer, "MentionDocTone" double precision,
    "MentionDocTranslationInfo" text, "Extras" text
);
CREATE TABLE icews (
    "Event ID" bigint, "Event Date" date, "Source Name" text, "Source Sectors" text, "Source Country" text, "Event Text" text,
    "CAMEO Code" text, "Intensity" double precision, "Target Name" text, "Target Sectors" text, "Target Country" text, "Story ID" text,
    "Sentence Number" integer, "Publisher" text, "City" text, "District" text, "Province" text, "Country" text,
    "Latitude" double precision, "Longitude" double precision
);
CREATE TABLE polecat (
    "Event ID" text, "Event Date" date, "Event Type" text, "Event Mode" text, "Intensity" double precision, "Quad Code" text,
    "Contexts" text, "Actor Name" text, "Actor Country" text, "Actor COW" text, "Primary Actor Sector" text, "Actor Sectors" text,
    "Actor Title" text, "Actor Name Raw" text, "Wikipedia Actor ID" text, "Recipient Name" text, "Recipient Country" text,
    "Recipient COW" text, "Primary Recipient Sector" text, "Recipient Sectors" text, "Recipient Title" text, "Recipient Name Raw" text,
    "Wikipedia Recipient ID" text, "Placename" text, "City" text, "District" text, "Province" text, "Country" text,
    "Latitude" double precision, "Longitude" double precision, "GeoNames ID" integer, "Raw Placename" text, "Feature Type" text,
    "Source" text, "Publication Date" date, "Story People" text, "Story Organizations" text, "Story Locations" text, "Language" text,
    "Version" text
);
CREATE TABLE phoenix (
    "EventID" bigint, "Date" date, "Year" integer, "Month" text, "Day" text, "SourceActorFull" text, "SourceActorEntity" text,
    "SourceActorRole" text, "SourceActorAttribute" text, "TargetActorFull" text, "TargetActorEntity" text, "TargetActorRole" text,
    "TargetActorAttribute" text, "EventCode" text, "EventRootCode" text, "PentaClass" integer, "GoldsteinScore" double precision,
    "Issues" text, "Lat" double precision, "Lon" double precision, "LocationName" text, "StateName" text, "CountryCode" text,
    "SentenceID" text, "URLs" text, "NewsSources" text
);
CREATE TABLE csv (
    id text, event text, doc_id text, sentence integer, "start" integer, "end" integer, "in" text, "text" text, type text, mode text, cameo text,
    score double precision, goldstein double precision, quad integer, contexts text, actor_country text, actor_sector text, actor_text text,
    actor_name text, recipient_country text, recipient_sector text, recipient_text text, recipient_name text, source_country text,
    source_sector text, source_text text, source_name text, date text, date_end text, granularity text, place_name text, place_country text,
    place_admin1 text, place_lat double precision, place_lon double precision, place_geoname_id integer, place_text text, status text,
    status_text text, dead integer, injured integer, size integer, rule text, confidence double precision, doc_date date, publisher text, url text,
    actor_cow text, actor_gw text, recipient_cow text, recipient_gw text, title text, mentions integer, articles integer, sources integer,
    first_report date, last_report date, dead_low integer, dead_high integer, injured_low integer, injured_high integer, date_low text,
    date_high text, parties_differ integer
);
CREATE TABLE dyads (
    a text, b text, a_cow integer, b_cow integer, a_gw integer, b_gw integer, month date, events integer, verbal_cooperation integer,
    material_cooperation integer, verbal_conflict integer, material_conflict integer, plover_mean double precision,
    goldstein_mean double precision, goldstein_sum double precision, mentions integer, sources integer
);
CREATE TABLE jsonl (line text);
